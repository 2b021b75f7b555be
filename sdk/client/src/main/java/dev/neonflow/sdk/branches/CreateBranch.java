package dev.neonflow.sdk.branches;

import dev.neonflow.sdk.endpoints.CreateEndpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A branch to be made. Each method returns a changed copy.
 *
 * @param name its name; null lets Neon choose
 * @param parentId the branch to copy; null is the default branch
 * @param expiresAt when Neon deletes it, at most 30 days ahead, in whole seconds; null is never
 * @param isProtected whether it is guarded against deletion and reset
 * @param initSource what it starts with; null leaves it to Neon (everything)
 * @param annotations noted on the branch for good, at most 50
 * @param endpoints its computes; empty makes a branch that cannot be connected to
 */
public record CreateBranch(
    @Nullable String name,
    @Nullable String parentId,
    @Nullable Instant expiresAt,
    boolean isProtected,
    @Nullable InitSource initSource,
    Map<String, String> annotations,
    List<CreateEndpoint> endpoints) {

  /** Copies the collections, and refuses what cannot be sent. */
  public CreateBranch {
    if (initSource == InitSource.UNKNOWN) {
      throw new IllegalArgumentException("initSource UNKNOWN cannot be asked for");
    }
    annotations = Map.copyOf(annotations);
    endpoints = List.copyOf(endpoints);
  }

  /** A branch of this name with one read-write endpoint. */
  public static CreateBranch named(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a branch needs a name");
    }
    return unnamed().withName(name);
  }

  /** A branch with one read-write endpoint that gets its name from Neon. */
  public static CreateBranch unnamed() {
    return new CreateBranch(
        null, null, null, false, null, Map.of(), List.of(CreateEndpoint.readWrite()));
  }

  /** A copy of this branch. */
  public CreateBranch parentId(String id) {
    return new CreateBranch(name, id, expiresAt, isProtected, initSource, annotations, endpoints);
  }

  /** Deleted by Neon at this time. */
  public CreateBranch expiresAt(@Nullable Instant time) {
    return new CreateBranch(name, parentId, time, isProtected, initSource, annotations, endpoints);
  }

  /** Guarded against deletion and reset. */
  public CreateBranch protectedBranch() {
    return new CreateBranch(name, parentId, expiresAt, true, initSource, annotations, endpoints);
  }

  /** Starts with this. */
  public CreateBranch initSource(InitSource source) {
    return new CreateBranch(name, parentId, expiresAt, isProtected, source, annotations, endpoints);
  }

  /** Noted on the branch, in place of earlier annotations. */
  public CreateBranch annotations(Map<String, String> notes) {
    return new CreateBranch(name, parentId, expiresAt, isProtected, initSource, notes, endpoints);
  }

  /** With this compute as the only one. */
  public CreateBranch endpoint(CreateEndpoint endpoint) {
    return endpoints(List.of(endpoint));
  }

  /** With one more compute. */
  public CreateBranch addEndpoint(CreateEndpoint endpoint) {
    List<CreateEndpoint> more = new ArrayList<>(endpoints);
    more.add(endpoint);
    return endpoints(more);
  }

  /** Without a compute: nobody can connect. */
  public CreateBranch withoutEndpoint() {
    return endpoints(List.of());
  }

  private CreateBranch endpoints(List<CreateEndpoint> changed) {
    return new CreateBranch(
        name, parentId, expiresAt, isProtected, initSource, annotations, changed);
  }

  private CreateBranch withName(String given) {
    return new CreateBranch(
        given, parentId, expiresAt, isProtected, initSource, annotations, endpoints);
  }
}
