package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.DatabaseRow;
import dev.neonflow.embedded.postgres.PostgresException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the recorded databases and roles equal to those that PostgreSQL has, so that what was made
 * with SQL is seen too.
 */
final class Catalog {

  private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

  private final Store store;
  private final Now now;
  private final Computes computes;

  Catalog(Store store, Now now, Computes computes) {
    this.store = store;
    this.now = now;
    this.computes = computes;
  }

  /**
   * The branch with its databases and roles as they are now. While operations run on it or its
   * compute sleeps, as they were recorded last.
   */
  Branch refresh(String branchId) {
    State before = store.state();
    Branch branch = before.requireBranch(branchId);
    Optional<Compute> compute = before.writer(branchId).flatMap(computes::of);
    if (!branch.ready() || before.busy(branchId) || compute.isEmpty() || !compute.get().running()) {
      return branch;
    }
    List<DatabaseRow> databases;
    List<String> roles;
    try {
      databases = compute.get().databases();
      roles = compute.get().roles();
    } catch (PostgresException died) {
      LOG.warn(
          "The catalog of branch {} cannot be read; its last known state counts", branchId, died);
      return branch;
    }
    return store
        .change(state -> state.busy(branchId) ? state : merge(state, branchId, databases, roles))
        .branch(branchId)
        .orElse(branch);
  }

  private State merge(
      State state, String branchId, List<DatabaseRow> databases, List<String> roles) {
    Optional<Branch> branch = state.branch(branchId);
    if (branch.isEmpty()) {
      return state;
    }
    Instant instant = now.get();
    long next = state.nextDatabase();
    Map<String, Database> known =
        branch.get().databases().stream()
            .collect(Collectors.toMap(Database::name, Function.identity()));
    List<Database> mergedDatabases = new ArrayList<>();
    for (DatabaseRow row : databases) {
      Database old = known.get(row.name());
      mergedDatabases.add(
          old == null
              ? new Database(next++, row.name(), row.owner(), instant)
              : new Database(old.id(), row.name(), row.owner(), old.createdAt()));
    }
    Map<String, Role> knownRoles =
        branch.get().roles().stream().collect(Collectors.toMap(Role::name, Function.identity()));
    List<Role> mergedRoles =
        roles.stream()
            .map(name -> knownRoles.getOrDefault(name, new Role(name, instant, instant)))
            .toList();
    return state
        .branch(branchId, b -> b.holding(new Holdings(mergedDatabases, mergedRoles)))
        .databasesUpTo(next);
  }
}
