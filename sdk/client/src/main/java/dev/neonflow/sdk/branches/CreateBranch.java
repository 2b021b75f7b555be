package dev.neonflow.sdk.branches;

import dev.neonflow.sdk.endpoints.CreateEndpoint;
import dev.neonflow.sdk.endpoints.EndpointType;
import dev.neonflow.sdk.values.Checks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A branch to be made. Each method returns a changed copy.
 *
 * @param name its name, at most 256 characters; null lets Neon choose
 * @param parentId the branch to copy; null is the default branch
 * @param parentPoint the place in the parent's history to copy; null is its head
 * @param expiresAt when Neon deletes it, at most 30 days ahead, in whole seconds; null is never
 * @param isProtected whether it is guarded against deletion and reset
 * @param isArchived whether it is stored away until it is used
 * @param initSource what it starts with; null leaves it to Neon (everything)
 * @param annotations noted on the branch for good, at most 50, or 49 on a branch with a name: that
 *     one also gets {@value #REQUEST_ANNOTATION}
 * @param endpoints its computes; empty makes a branch that cannot be connected to
 */
public record CreateBranch(
    @Nullable String name,
    @Nullable String parentId,
    @Nullable HistoryPoint parentPoint,
    @Nullable Instant expiresAt,
    boolean isProtected,
    boolean isArchived,
    @Nullable InitSource initSource,
    Map<String, String> annotations,
    List<CreateEndpoint> endpoints) {

  /**
   * The annotation by which a creation whose answer was lost is recognized: a random text of its
   * own for each creation of a named branch. What a caller puts there is replaced.
   */
  public static final String REQUEST_ANNOTATION = "neonflow-request";

  private static final int MOST_ANNOTATIONS = 50;
  static final int LONGEST_NAME = 256;

  /** Copies the collections, and refuses what cannot be sent. */
  public CreateBranch {
    Checks.requireName(name, LONGEST_NAME, "the name of the branch");
    Checks.requireText(parentId, "parentId");
    Checks.requireKnown(initSource, "initSource");
    annotations = Map.copyOf(Checks.present(annotations, "annotations"));
    int own = name == null || annotations.containsKey(REQUEST_ANNOTATION) ? 0 : 1;
    if (annotations.size() + own > MOST_ANNOTATIONS) {
      throw new IllegalArgumentException(
          annotations.size() + " annotations: at most " + (MOST_ANNOTATIONS - own));
    }
    endpoints = List.copyOf(Checks.present(endpoints, "endpoints"));
    if (endpoints.stream().filter(one -> one.type() == EndpointType.READ_WRITE).count() > 1) {
      throw new IllegalArgumentException(
          "a branch has at most one endpoint that reads and writes: endpoint(...) replaces it");
    }
  }

  /** A branch of this name with one read-write endpoint. */
  public static CreateBranch named(String name) {
    return with(Checks.given(name, "name"));
  }

  /**
   * A branch with one read-write endpoint that gets its name from Neon. It cannot be found again
   * when the answer to its creation is lost.
   */
  public static CreateBranch unnamed() {
    return with(null);
  }

  private static CreateBranch with(@Nullable String name) {
    return new CreateBranch(
        name, null, null, null, false, false, null, Map.of(), List.of(CreateEndpoint.readWrite()));
  }

  /** A copy of this branch. */
  public CreateBranch parentId(String id) {
    return new CreateBranch(
        name,
        Checks.given(id, "parentId"),
        parentPoint,
        expiresAt,
        isProtected,
        isArchived,
        initSource,
        annotations,
        endpoints);
  }

  /** A copy of what the parent was there. */
  public CreateBranch parentPoint(HistoryPoint point) {
    return new CreateBranch(
        name,
        parentId,
        Checks.present(point, "parentPoint"),
        expiresAt,
        isProtected,
        isArchived,
        initSource,
        annotations,
        endpoints);
  }

  /** Deleted by Neon at this time. */
  public CreateBranch expiresAt(@Nullable Instant time) {
    return new CreateBranch(
        name,
        parentId,
        parentPoint,
        time,
        isProtected,
        isArchived,
        initSource,
        annotations,
        endpoints);
  }

  /** Guarded against deletion and reset. */
  public CreateBranch protectedBranch() {
    return new CreateBranch(
        name,
        parentId,
        parentPoint,
        expiresAt,
        true,
        isArchived,
        initSource,
        annotations,
        endpoints);
  }

  /** Stored away until it is used. */
  public CreateBranch archived() {
    return new CreateBranch(
        name,
        parentId,
        parentPoint,
        expiresAt,
        isProtected,
        true,
        initSource,
        annotations,
        endpoints);
  }

  /** Starts with this. */
  public CreateBranch initSource(InitSource source) {
    return new CreateBranch(
        name,
        parentId,
        parentPoint,
        expiresAt,
        isProtected,
        isArchived,
        Checks.present(source, "initSource"),
        annotations,
        endpoints);
  }

  /** Noted on the branch, in place of earlier annotations. */
  public CreateBranch annotations(Map<String, String> notes) {
    return new CreateBranch(
        name,
        parentId,
        parentPoint,
        expiresAt,
        isProtected,
        isArchived,
        initSource,
        notes,
        endpoints);
  }

  /** With this compute as the only one. */
  public CreateBranch endpoint(CreateEndpoint endpoint) {
    return endpoints(List.of(Checks.present(endpoint, "endpoint")));
  }

  /** With one more compute, which only reads if there is one that reads and writes. */
  public CreateBranch addEndpoint(CreateEndpoint endpoint) {
    List<CreateEndpoint> more = new ArrayList<>(endpoints);
    more.add(Checks.present(endpoint, "endpoint"));
    return endpoints(more);
  }

  /** Without a compute: nobody can connect. */
  public CreateBranch withoutEndpoint() {
    return endpoints(List.of());
  }

  private CreateBranch endpoints(List<CreateEndpoint> changed) {
    return new CreateBranch(
        name,
        parentId,
        parentPoint,
        expiresAt,
        isProtected,
        isArchived,
        initSource,
        annotations,
        changed);
  }
}
