package dev.neonflow.embedded.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything the control plane knows, but for secrets. Immutable; a change makes another.
 *
 * @param operations in the order of their acceptance; old finished ones are forgotten
 * @param makings the timelines that are being made
 * @param leftovers the timelines that are of no use any more and about to be removed
 * @param deleted the branches that can be recovered, and their endpoints
 */
public record State(
    Project project,
    List<Branch> branches,
    List<Endpoint> endpoints,
    List<Operation> operations,
    List<Making> makings,
    List<String> leftovers,
    List<Deleted> deleted,
    long nextDatabase,
    long nextOperation) {

  private static final int OPERATIONS_KEPT = 1000;

  /** A project in which nothing has happened yet. */
  static State of(
      Project project, List<Branch> branches, List<Endpoint> endpoints, long nextDatabase) {
    return new State(
        project, branches, endpoints, List.of(), List.of(), List.of(), List.of(), nextDatabase, 1);
  }

  /** The timelines that belong to the project. */
  Set<String> timelines() {
    Set<String> all = new HashSet<>(leftovers);
    branches.forEach(branch -> all.add(branch.timelineId()));
    makings.forEach(making -> all.add(making.timelineId()));
    deleted.forEach(gone -> all.add(gone.branch().timelineId()));
    return all;
  }

  Optional<Branch> branch(@Nullable String id) {
    return branches.stream().filter(b -> b.id().equals(id)).findFirst();
  }

  Branch requireBranch(@Nullable String id) {
    return branch(id).orElseThrow(() -> Refusal.notFound("branch \"" + id + "\" not found"));
  }

  Branch defaultBranch() {
    return branches.stream().filter(Branch::defaultBranch).findFirst().orElseThrow();
  }

  Optional<Endpoint> endpoint(String id) {
    return endpoints.stream().filter(e -> e.id().equals(id)).findFirst();
  }

  Optional<Deleted> deleted(String branchId) {
    return deleted.stream().filter(gone -> gone.branch().id().equals(branchId)).findFirst();
  }

  Endpoint requireEndpoint(String id) {
    return endpoint(id).orElseThrow(() -> Refusal.notFound("endpoint \"" + id + "\" not found"));
  }

  /** The compute of a branch that writes. */
  Optional<Endpoint> writer(String branchId) {
    return endpointsOf(branchId).stream().filter(Endpoint::writes).findFirst();
  }

  List<Endpoint> endpointsOf(String branchId) {
    return endpoints.stream().filter(e -> e.branchId().equals(branchId)).toList();
  }

  /** Whether an endpoint has this port, be it open or not, or one that may come back. */
  boolean hasPort(int port) {
    return Stream.concat(
            endpoints.stream(), deleted.stream().flatMap(gone -> gone.endpoints().stream()))
        .anyMatch(endpoint -> endpoint.port() == port);
  }

  Optional<Operation> operation(String id) {
    return operations.stream().filter(o -> o.id().equals(id)).findFirst();
  }

  Stream<Branch> childrenOf(String branchId) {
    return branches.stream().filter(b -> branchId.equals(b.parentId()));
  }

  boolean busy(String branchId) {
    return operations.stream().anyMatch(o -> o.unfinished() && branchId.equals(o.branchId()));
  }

  Optional<Making> making(String timelineId) {
    return makings.stream().filter(m -> m.timelineId().equals(timelineId)).findFirst();
  }

  State with(Project changed) {
    return edited(edit -> edit.project = changed);
  }

  State plus(Branch branch) {
    return edited(edit -> edit.branches = plus(branches, branch));
  }

  State plus(Endpoint endpoint) {
    return edited(edit -> edit.endpoints = plus(endpoints, endpoint));
  }

  State plus(Making making) {
    return edited(edit -> edit.makings = plus(makings, making));
  }

  State minusMaking(String timelineId) {
    return edited(edit -> edit.makings = without(makings, m -> m.timelineId().equals(timelineId)));
  }

  State plusLeftover(String timelineId) {
    return edited(edit -> edit.leftovers = plus(leftovers, timelineId));
  }

  State minusLeftover(String timelineId) {
    return edited(edit -> edit.leftovers = without(leftovers, timelineId::equals));
  }

  State plus(List<Operation> accepted) {
    List<Operation> all = new ArrayList<>(operations);
    long next = nextOperation;
    for (Operation operation : accepted) {
      all.add(operation.numbered(next++));
    }
    int surplus = Math.max(0, all.size() - OPERATIONS_KEPT);
    List<Operation> kept = new ArrayList<>();
    for (Operation operation : all) {
      if (surplus > 0 && !operation.unfinished()) {
        surplus--;
      } else {
        kept.add(operation);
      }
    }
    long number = next;
    return edited(
        edit -> {
          edit.operations = List.copyOf(kept);
          edit.nextOperation = number;
        });
  }

  State minusBranch(String id) {
    return edited(
        edit -> {
          edit.branches = without(branches, b -> b.id().equals(id));
          edit.endpoints = without(endpoints, e -> e.branchId().equals(id));
        });
  }

  /** Takes a branch out of sight, with its endpoints, in a way that can be taken back. */
  State delete(String id) {
    Deleted gone = new Deleted(requireBranch(id), endpointsOf(id));
    State after = minusBranch(id);
    return after.edited(edit -> edit.deleted = plus(deleted, gone));
  }

  State minusDeleted(String branchId) {
    return edited(
        edit -> edit.deleted = without(deleted, gone -> gone.branch().id().equals(branchId)));
  }

  /** Gives the children of a branch, also the deleted ones, another parent. */
  State moveChildren(String from, String to) {
    UnaryOperator<Branch> move =
        branch -> from.equals(branch.parentId()) ? branch.under(to) : branch;
    return edited(
        edit -> {
          edit.branches = branches.stream().map(move).toList();
          edit.deleted =
              deleted.stream()
                  .map(gone -> new Deleted(move.apply(gone.branch()), gone.endpoints()))
                  .toList();
        });
  }

  State minusEndpoint(String id) {
    return edited(edit -> edit.endpoints = without(endpoints, e -> e.id().equals(id)));
  }

  State branch(String id, UnaryOperator<Branch> change) {
    return edited(
        edit ->
            edit.branches =
                branches.stream().map(b -> b.id().equals(id) ? change.apply(b) : b).toList());
  }

  State endpoint(String id, UnaryOperator<Endpoint> change) {
    return edited(
        edit ->
            edit.endpoints =
                endpoints.stream().map(e -> e.id().equals(id) ? change.apply(e) : e).toList());
  }

  State operation(String id, Operation.Status status, @Nullable String error, Instant now) {
    return edited(
        edit ->
            edit.operations =
                operations.stream()
                    .map(o -> o.id().equals(id) ? o.in(status, error, now) : o)
                    .toList());
  }

  State databasesUpTo(long next) {
    return edited(edit -> edit.nextDatabase = next);
  }

  /** The accepted operations among the newest, newest first. */
  List<Operation> newestOperations() {
    return operations.stream()
        .sorted(Comparator.comparingLong(Operation::sequence).reversed())
        .toList();
  }

  List<Operation> operations(List<String> ids) {
    return ids.stream().map(this::operation).flatMap(Optional::stream).toList();
  }

  private State edited(Consumer<Edit> change) {
    Edit edit = new Edit(this);
    change.accept(edit);
    return edit.state();
  }

  /** A state that is being changed. */
  private static final class Edit {
    private Project project;
    private List<Branch> branches;
    private List<Endpoint> endpoints;
    private List<Operation> operations;
    private List<Making> makings;
    private List<String> leftovers;
    private List<Deleted> deleted;
    private long nextDatabase;
    private long nextOperation;

    Edit(State old) {
      this.project = old.project;
      this.branches = old.branches;
      this.endpoints = old.endpoints;
      this.operations = old.operations;
      this.makings = old.makings;
      this.leftovers = old.leftovers;
      this.deleted = old.deleted;
      this.nextDatabase = old.nextDatabase;
      this.nextOperation = old.nextOperation;
    }

    State state() {
      return new State(
          project,
          branches,
          endpoints,
          operations,
          makings,
          leftovers,
          deleted,
          nextDatabase,
          nextOperation);
    }
  }

  private static <T> List<T> plus(List<T> list, T element) {
    List<T> all = new ArrayList<>(list);
    all.add(Objects.requireNonNull(element));
    return List.copyOf(all);
  }

  private static <T> List<T> without(List<T> list, Predicate<? super T> gone) {
    return list.stream().filter(gone.negate()).toList();
  }
}
