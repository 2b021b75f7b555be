package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateAnonymizedBranch;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.HistoryPoint;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.operations.ListOperations;
import dev.neonflow.sdk.operations.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * One creation of a branch. With a name, it carries an annotation of its own, by which the branch
 * is recognized if the answer is lost.
 *
 * @param request what was asked for
 * @param id the value of that annotation
 */
record BranchCreation(CreateBranch request, String id) {
  private static final int NEWEST = 100;

  BranchWire.CreateBody body() {
    return new BranchWire.CreateBody(part(), request.endpoints(), annotations());
  }

  BranchWire.CreateAnonymizedBody body(CreateAnonymizedBranch anonymized) {
    return new BranchWire.CreateAnonymizedBody(
        new BranchWire.BranchCreate(part(), request.endpoints()),
        anonymized.maskingRules().isEmpty() ? null : anonymized.maskingRules(),
        anonymized.startsAnonymization() ? Boolean.TRUE : null,
        annotations());
  }

  private BranchWire.BranchPart part() {
    HistoryPoint point = request.parentPoint();
    return new BranchWire.BranchPart(
        request.name(),
        request.parentId(),
        point == null ? null : point.lsn(),
        point == null ? null : point.time(),
        request.isProtected() ? Boolean.TRUE : null,
        request.isArchived() ? Boolean.TRUE : null,
        request.initSource(),
        request.expiresAt());
  }

  private @Nullable Map<String, String> annotations() {
    Map<String, String> notes = new HashMap<>(request.annotations());
    if (request.name() != null) {
      notes.put(CreateBranch.REQUEST_ANNOTATION, id);
    }
    return notes.isEmpty() ? null : notes;
  }

  /**
   * Names are unique: a branch of that name without the annotation means that ours was not made.
   */
  Write<BranchWire.CreatedBranch> write(String project, Retrofit retrofit) {
    String name = request.name();
    if (name == null) {
      return Write.unresolved("the newest branches of project " + project);
    }
    return Write.lookedUp(
        "the branch named " + name + " of project " + project,
        project,
        reads ->
            new HttpBranches(reads, retrofit)
                .find(project, name)
                .filter(this::isMade)
                .map(made -> answer(reads, retrofit, project, made.branch()))
                .orElse(null));
  }

  private boolean isMade(AnnotatedBranch found) {
    return id.equals(found.annotations().get(CreateBranch.REQUEST_ANNOTATION));
  }

  private static BranchWire.CreatedBranch answer(
      CallRunner reads, Retrofit retrofit, String project, Branch branch) {
    return new BranchWire.CreatedBranch(
        branch,
        new HttpEndpoints(reads, retrofit).listOfBranch(project, branch.id()),
        operations(reads, retrofit, project).stream()
            .filter(operation -> branch.id().equals(operation.branchId()))
            .toList(),
        new HttpRoles(reads, retrofit).list(project, branch.id()),
        new HttpDatabases(reads, retrofit).list(project, branch.id()),
        null);
  }

  /** The newest of the project. */
  static List<Operation> operations(CallRunner reads, Retrofit retrofit, String project) {
    ListOperations newest = ListOperations.all().limit(NEWEST);
    return new HttpOperations(reads, retrofit).list(project, newest).items();
  }

  static BranchCreated created(BranchWire.CreatedBranch answer) {
    List<ConnectionUri> uris =
        answer.connectionUris() == null
            ? List.of()
            : answer.connectionUris().stream()
                .map(connection -> ConnectionUris.parse(connection.connectionUri()))
                .toList();
    return new BranchCreated(
        answer.branch(),
        answer.endpoints(),
        answer.operations(),
        answer.roles(),
        answer.databases(),
        uris);
  }
}
