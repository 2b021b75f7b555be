package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.Change;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchRecovered;
import dev.neonflow.sdk.branches.BranchUpdated;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.branches.RestoreBranch;
import dev.neonflow.sdk.branches.RestoreStatus;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.internal.http.Write.Finding;
import dev.neonflow.sdk.operations.Operation;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import retrofit2.Retrofit;

/** What to do about changes of branches whose answer was lost. */
final class BranchWrites {
  private final HttpBranches.Routes routes;
  private final Retrofit retrofit;

  BranchWrites(HttpBranches.Routes routes, Retrofit retrofit) {
    this.routes = routes;
    this.retrofit = retrofit;
  }

  static String at(String project, String branch) {
    return "the branch " + branch + " of project " + project;
  }

  Write<BranchUpdated> update(String project, String branch, UpdateBranch request) {
    return Write.compared(
        at(project, branch),
        project,
        reads -> now(reads, project, branch),
        now -> isMet(request, now),
        now -> new BranchUpdated(now, List.of()));
  }

  /** Whether a branch is already as the change wants it; Neon keeps whole seconds. */
  private static boolean isMet(UpdateBranch change, Branch now) {
    Instant expiry = change.expiresAt().value();
    Change<Instant> kept =
        expiry == null ? change.expiresAt() : Change.to(expiry.truncatedTo(ChronoUnit.SECONDS));
    return (change.name() == null || change.name().equals(now.name()))
        && kept.isMetBy(now.expiresAt())
        && (change.isProtected() == null || change.isProtected() == now.isProtected());
  }

  Write<BranchUpdated> removal(String project, String branch) {
    return Write.removal(at(project, branch), project, reads -> now(reads, project, branch));
  }

  /** A branch that can still be recovered is not gone, though it cannot be read by its id. */
  Write<BranchUpdated> removalForGood(String project, String branch) {
    return new Write<>(
        at(project, branch) + ", among the deleted ones too",
        project,
        reads -> isListed(reads, project, branch) ? new Finding.NotDone<>() : new Finding.Gone<>());
  }

  private boolean isListed(CallRunner reads, String project, String branch) {
    ListBranches withDeleted = ListBranches.all().search(branch).withDeleted();
    return new HttpBranches(reads, retrofit)
        .listAll(project, withDeleted).stream()
            .anyMatch(found -> found.branch().id().equals(branch));
  }

  /** Done once the branch is among those that are not deleted. */
  Write<BranchRecovered> recovery(String project, String branch) {
    return Write.lookedUp(
        at(project, branch),
        project,
        reads ->
            new HttpBranches(reads, retrofit)
                .listAll(project, ListBranches.all().search(branch)).stream()
                    .map(AnnotatedBranch::branch)
                    .filter(found -> found.id().equals(branch) && found.recovery() == null)
                    .findFirst()
                    .map(
                        found ->
                            new BranchRecovered(
                                found,
                                new HttpEndpoints(reads, retrofit).listOfBranch(project, branch)))
                    .orElse(null));
  }

  /**
   * Nothing on a branch tells to what it was set back, and a reset of a minute ago must not pass
   * for this one: only the branch that preserves the state before does. Without it the same restore
   * is asked for again.
   */
  Write<BranchUpdated> restore(String project, String branch, RestoreBranch request, Clock clock) {
    String preserved = request.preserveUnderName();
    if (preserved == null) {
      return Write.repeatable(at(project, branch), project);
    }
    return Lookups.created(
        at(project, branch) + " and whether there is one named " + preserved,
        project,
        clock,
        reads ->
            new HttpBranches(reads, retrofit)
                .find(project, preserved)
                .map(AnnotatedBranch::branch)
                .orElse(null),
        Branch::createdAt,
        found -> true,
        (reads, found) ->
            new BranchUpdated(now(reads, project, branch), unfinished(reads, project)));
  }

  Write<BranchWire.Operations> finalization(String project, String branch) {
    return Write.lookedUp(
        at(project, branch),
        project,
        reads ->
            now(reads, project, branch).restoreStatus() == RestoreStatus.FINALIZED
                ? new BranchWire.Operations(unfinished(reads, project))
                : null);
  }

  private Branch now(CallRunner reads, String project, String branch) {
    return reads.read(routes.get(project, branch)).branch();
  }

  private List<Operation> unfinished(CallRunner reads, String project) {
    return BranchCreation.operations(reads, retrofit, project).stream()
        .filter(operation -> !operation.status().isEnded())
        .toList();
  }
}
