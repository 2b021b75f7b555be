package dev.neonflow.sdk.projects;

import org.jspecify.annotations.Nullable;

/**
 * Which projects to list.
 *
 * @param search a part of the name or id; null is any
 * @param orgId the organization, which personal API keys must name; null is the key's own
 * @param limit how many at most in a page, 1 to 400; null leaves it to Neon
 * @param cursor where to start; null is the beginning
 */
public record ListProjects(
    @Nullable String search,
    @Nullable String orgId,
    @Nullable Integer limit,
    @Nullable String cursor) {

  /** All projects that the API key can see. */
  public static ListProjects all() {
    return new ListProjects(null, null, null, null);
  }

  /** Only those whose name or id contains this. */
  public ListProjects search(String text) {
    return new ListProjects(text, orgId, limit, cursor);
  }

  /** Only those of this organization. */
  public ListProjects orgId(String id) {
    return new ListProjects(search, id, limit, cursor);
  }

  /** At most this many in a page. */
  public ListProjects limit(int limit) {
    return new ListProjects(search, orgId, limit, cursor);
  }

  /** Starts where an earlier page ended; null is the first page. */
  public ListProjects cursor(@Nullable String cursor) {
    return new ListProjects(search, orgId, limit, cursor);
  }
}
