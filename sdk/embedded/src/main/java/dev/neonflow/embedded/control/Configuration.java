package dev.neonflow.embedded.control;

import dev.neonflow.embedded.control.Operation.Action;
import dev.neonflow.embedded.control.Operations.Step;
import dev.neonflow.embedded.control.Operations.Work;
import dev.neonflow.embedded.postgres.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Changes databases and roles: recorded at once, then applied in PostgreSQL as an operation. */
final class Configuration {

  private static final int LONGEST_NAME_BYTES = 63;
  private static final Set<String> DATABASES = Set.of("postgres", "template0", "template1");
  private static final Set<String> ROLES =
      Set.of("cloud_admin", "neon_superuser", "postgres", "public", "none");

  private final Store store;
  private final Now now;
  private final Ids ids;
  private final Passwords passwords;
  private final Operations operations;
  private final Computes computes;
  private final OwnerSql sql;

  Configuration(
      Shared shared, Store store, Passwords passwords, Operations operations, Computes computes) {
    this.store = store;
    this.now = shared.now();
    this.ids = shared.ids();
    this.passwords = passwords;
    this.operations = operations;
    this.computes = computes;
    this.sql = shared.sql();
  }

  /**
   * Records a change and lets it be applied.
   *
   * @param promised the passwords that roles will have when it is applied
   * @param record how the branch is recorded; may refuse
   * @param apply makes it true in PostgreSQL
   * @return the branch as it was accepted
   */
  Accepted<Branch> apply(
      String branchId,
      Map<String, String> promised,
      UnaryOperator<State> record,
      Consumer<Session> apply) {
    String operation = ids.uuid();
    AtomicReference<Before> before = new AtomicReference<>();
    State after;
    try {
      after =
          store.change(
              state -> {
                Branch branch = state.requireBranch(branchId);
                Conflicts.check(state, branchId, Conflicts.Request.CONFIGURE);
                Endpoint endpoint = endpointOf(state, branchId);
                State recorded = record.apply(state);
                before.set(new Before(branch.holdings(), passwords.of(branchId)));
                if (!promised.isEmpty()) {
                  passwords.put(operation, promised);
                }
                return recorded.plus(
                    List.of(
                        Operation.scheduled(
                            operation, Action.APPLY_CONFIG, branchId, endpoint.id(), now.get())));
              });
    } catch (RuntimeException refused) {
      passwords.forget(operation);
      throw refused;
    }
    passwords.merge(operation, branchId);
    Endpoint endpoint = endpointOf(after, branchId);
    Work work =
        () -> {
          apply.accept(session(after.project(), endpoint));
          return UnaryOperator.identity();
        };
    operations.run(
        new ArrayList<>(List.of(new Step(operation, work))),
        () -> putBack(branchId, promised.keySet(), Objects.requireNonNull(before.get())));
    return new Accepted<>(after.requireBranch(branchId), after.operations(List.of(operation)));
  }

  /** What a branch had before a change. */
  private record Before(Holdings holdings, Map<String, String> passwords) {}

  private UnaryOperator<State> putBack(String branchId, Set<String> roles, Before before) {
    for (String role : roles) {
      String password = before.passwords().get(role);
      if (password == null) {
        passwords.forget(branchId, role);
      } else {
        passwords.put(branchId, role, password);
      }
    }
    return state -> state.branch(branchId, b -> b.holding(before.holdings()));
  }

  /** What applying needs: the awake compute, and SQL as the owner of the project. */
  record Session(Compute compute, Consumer<String> owner) {}

  private Session session(Project project, Endpoint endpoint) {
    Compute compute = computes.require(endpoint);
    compute.resume();
    return new Session(
        compute,
        statement ->
            sql.run(
                endpoint.port(),
                project.role(),
                passwords.of(endpoint.branchId(), project.role()).orElse(""),
                statement));
  }

  private static Endpoint endpointOf(State state, String branchId) {
    Endpoint endpoint =
        state
            .writer(branchId)
            .orElseThrow(
                () -> Refusal.rule("branch \"" + branchId + "\" has no read-write endpoint"));
    EndpointRules.startable(endpoint);
    return endpoint;
  }

  static void databaseName(String name) {
    name("database", name);
    if (DATABASES.contains(name)) {
      throw Refusal.rule("database \"" + name + "\" is PostgreSQL's own");
    }
  }

  static void roleName(String name) {
    name("role", name);
    if (ROLES.contains(name) || name.startsWith("pg_")) {
      throw Refusal.rule("role name \"" + name + "\" is reserved");
    }
  }

  private static void name(String kind, String name) {
    int length = name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    if (length == 0
        || length > LONGEST_NAME_BYTES
        || name.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalid(
          kind + " name must have 1 to " + LONGEST_NAME_BYTES + " bytes, no control characters");
    }
  }

  /** An SQL identifier, quoted. */
  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
