package dev.neonflow.junit.cloud;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.snapshots.CreateSnapshot;
import dev.neonflow.sdk.snapshots.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the tour makes: it goes by itself after an hour, should nobody be able to remove it, and has
 * a name of its own, by which it is found also when the answer to its creation was lost.
 */
final class Leases {

  private static final Duration LEASE = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Neon neon;
  private final String project;
  private final String name = "neonflow-cloud/" + UUID.randomUUID().toString().substring(0, 8);
  private final Instant expiry = Instant.now().plus(LEASE).truncatedTo(ChronoUnit.SECONDS);
  private boolean branchAsked;
  private boolean snapshotAsked;

  Leases(Neon neon, String project) {
    this.neon = neon;
    this.project = project;
  }

  String name() {
    return name;
  }

  Instant expiry() {
    return expiry;
  }

  /** What to ask for. */
  CreateBranch branch() {
    branchAsked = true;
    return CreateBranch.named(name).expiresAt(expiry);
  }

  /** What to ask for. */
  CreateSnapshot snapshot() {
    snapshotAsked = true;
    return CreateSnapshot.named(name).expiresAt(expiry);
  }

  /**
   * Removes what is still there.
   *
   * @return what may be left, for people
   */
  List<String> end() {
    List<String> left = new ArrayList<>();
    if (snapshotAsked) {
      attempt("the snapshot " + name, this::removeSnapshot, left);
    }
    if (branchAsked) {
      attempt("the branch " + name, this::removeBranch, left);
    }
    return left;
  }

  private void removeBranch() {
    Optional<AnnotatedBranch> found = neon.branches().find(project, name);
    found.ifPresent(
        branch -> await(neon.branches().delete(project, branch.branch().id()).operations()));
  }

  private void removeSnapshot() {
    for (Snapshot snapshot : neon.snapshots().list(project)) {
      if (snapshot.name().equals(name)) {
        await(neon.snapshots().delete(project, snapshot.id()));
      }
    }
  }

  private void await(List<Operation> operations) {
    neon.operations().await(project, operations, PATIENCE);
  }

  private void attempt(String what, Runnable removal, List<String> left) {
    try {
      removal.run();
    } catch (NeonException e) {
      if (!isNotOffered(e)) {
        left.add(what + " expires at " + expiry + ": " + Steps.shown(e));
      }
    }
  }

  /** Where nothing can be listed, nothing was made. */
  private static boolean isNotOffered(NeonException e) {
    return e.status() == 501;
  }
}
