package dev.neonflow.embedded.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything the control plane knows, but for secrets. Immutable; a change makes another.
 *
 * @param operations in the order of their acceptance; old finished ones are forgotten
 */
public record State(
    Project project,
    List<Branch> branches,
    List<Endpoint> endpoints,
    List<Operation> operations,
    long nextDatabase,
    long nextOperation) {

  private static final int OPERATIONS_KEPT = 1000;

  /** The timelines that belong to the project. */
  Set<String> timelines() {
    return branches.stream().map(Branch::timelineId).collect(Collectors.toSet());
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

  Optional<Operation> operation(String id) {
    return operations.stream().filter(o -> o.id().equals(id)).findFirst();
  }

  Stream<Branch> childrenOf(String branchId) {
    return branches.stream().filter(b -> branchId.equals(b.parentId()));
  }

  boolean busy(String branchId) {
    return operations.stream().anyMatch(o -> o.unfinished() && branchId.equals(o.branchId()));
  }

  /** Whether it is busy, or being copied from. */
  boolean occupied(String branchId) {
    return busy(branchId)
        || childrenOf(branchId).anyMatch(b -> b.phase().current() == Branch.State.INIT);
  }

  State with(Project changed) {
    return new State(changed, branches, endpoints, operations, nextDatabase, nextOperation);
  }

  State plus(Branch branch) {
    return with(plus(branches, branch), endpoints, operations, nextDatabase, nextOperation);
  }

  State plus(Endpoint endpoint) {
    return with(branches, plus(endpoints, endpoint), operations, nextDatabase, nextOperation);
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
    return with(branches, endpoints, List.copyOf(kept), nextDatabase, next);
  }

  State minusBranch(String id) {
    return with(
        without(branches, b -> b.id().equals(id)),
        without(endpoints, e -> e.branchId().equals(id)),
        operations,
        nextDatabase,
        nextOperation);
  }

  State minusEndpoint(String id) {
    return with(
        branches,
        without(endpoints, e -> e.id().equals(id)),
        operations,
        nextDatabase,
        nextOperation);
  }

  State branch(String id, UnaryOperator<Branch> change) {
    return with(
        branches.stream().map(b -> b.id().equals(id) ? change.apply(b) : b).toList(),
        endpoints,
        operations,
        nextDatabase,
        nextOperation);
  }

  State endpoint(String id, UnaryOperator<Endpoint> change) {
    return with(
        branches,
        endpoints.stream().map(e -> e.id().equals(id) ? change.apply(e) : e).toList(),
        operations,
        nextDatabase,
        nextOperation);
  }

  State operation(String id, Operation.Status status, @Nullable String error, Instant now) {
    return with(
        branches,
        endpoints,
        operations.stream().map(o -> o.id().equals(id) ? o.in(status, error, now) : o).toList(),
        nextDatabase,
        nextOperation);
  }

  State databasesUpTo(long next) {
    return with(branches, endpoints, operations, next, nextOperation);
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

  private State with(
      List<Branch> newBranches,
      List<Endpoint> newEndpoints,
      List<Operation> newOperations,
      long database,
      long operation) {
    return new State(project, newBranches, newEndpoints, newOperations, database, operation);
  }

  private static <T> List<T> plus(List<T> list, T element) {
    List<T> all = new ArrayList<>(list);
    all.add(Objects.requireNonNull(element));
    return List.copyOf(all);
  }

  private static <T> List<T> without(List<T> list, Predicate<T> gone) {
    return list.stream().filter(gone.negate()).toList();
  }
}
