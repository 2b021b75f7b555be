package dev.neonflow.embedded.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The roles of the branches, and their passwords. Thread-safe. */
public final class Roles {

  private final Store store;
  private final Catalog catalog;
  private final Configuration configuration;
  private final Passwords passwords;
  private final Ids ids;
  private final Now now;

  Roles(
      Store store,
      Catalog catalog,
      Configuration configuration,
      Passwords passwords,
      Ids ids,
      Now now) {
    this.store = store;
    this.catalog = catalog;
    this.configuration = configuration;
    this.passwords = passwords;
    this.ids = ids;
    this.now = now;
  }

  /** All of a branch. */
  public List<Role> list(String branchId) {
    return catalog.refresh(branchId).roles();
  }

  /** One of a branch. */
  public Role get(String branchId, String name) {
    return find(branchId, name).orElseThrow(() -> unknown(name));
  }

  private static Refusal unknown(String name) {
    return Refusal.notFound("role \"" + name + "\" not found");
  }

  /** The password of a role; empty if it was made with SQL, for then only PostgreSQL knows. */
  public Optional<String> knownPassword(String branchId, String role) {
    return passwords.of(branchId, role);
  }

  /** The password of a role. */
  public String password(String branchId, String name) {
    get(branchId, name);
    return knownPassword(branchId, name)
        .orElseThrow(
            () ->
                Refusal.precondition(
                    "the password of role \"" + name + "\" is not stored; reset it"));
  }

  /** Accepts a new role, with a password unless it may not log in. */
  public Accepted<NewPassword> create(String branchId, String name, boolean login) {
    Configuration.roleName(name);
    catalog.refresh(branchId);
    Instant instant = now.get();
    String password = ids.password();
    Accepted<Branch> accepted =
        configuration.apply(
            branchId,
            login ? Map.of(name, password) : Map.of(),
            state -> {
              Branch branch = state.requireBranch(branchId);
              if (branch.roles().stream().anyMatch(r -> r.name().equals(name))) {
                throw Refusal.conflict("", "role already exists; role_name:\"" + name + "\"");
              }
              List<Role> roles = new ArrayList<>(branch.roles());
              roles.add(new Role(name, instant, instant));
              return state.branch(branchId, b -> b.holding(new Holdings(b.databases(), roles)));
            },
            session -> {
              session.compute().createRole(name, login, store.state().project().role());
              if (login) {
                session.compute().setPassword(name, password);
              }
            });
    return new Accepted<>(
        new NewPassword(
            new Role(name, instant, instant), login ? Optional.of(password) : Optional.empty()),
        accepted.operations());
  }

  /** Accepts a new password. */
  public Accepted<NewPassword> resetPassword(String branchId, String name) {
    get(branchId, name);
    Instant instant = now.get();
    String password = ids.password();
    Accepted<Branch> accepted =
        configuration.apply(
            branchId,
            Map.of(name, password),
            state -> {
              if (find(state.requireBranch(branchId), name).isEmpty()) {
                throw unknown(name);
              }
              return state.branch(
                  branchId,
                  b -> b.holding(new Holdings(b.databases(), renewed(b.roles(), name, instant))));
            },
            session -> session.compute().setPassword(name, password));
    Role role = find(accepted.subject(), name).orElseThrow();
    return new Accepted<>(new NewPassword(role, Optional.of(password)), accepted.operations());
  }

  /** Accepts the end of a role; empty if there is none of that name. */
  public Optional<Accepted<Role>> delete(String branchId, String name) {
    Branch branch = catalog.refresh(branchId);
    Optional<Role> role = find(branch, name);
    if (role.isEmpty()) {
      return Optional.empty();
    }
    if (name.equals(store.state().project().role())) {
      throw Refusal.rule("role \"" + name + "\" owns the project and can not be deleted");
    }
    if (branch.databases().stream().anyMatch(d -> d.owner().equals(name))) {
      throw Refusal.rule("role \"" + name + "\" owns a database and can not be deleted");
    }
    Accepted<Branch> accepted =
        configuration.apply(
            branchId,
            Map.of(),
            state ->
                state.branch(
                    branchId,
                    b ->
                        b.holding(
                            new Holdings(
                                b.databases(),
                                b.roles().stream().filter(r -> !r.name().equals(name)).toList()))),
            session -> {
              session.owner().accept("DROP ROLE IF EXISTS " + Configuration.quoted(name));
              passwords.forget(branchId, name);
            });
    return Optional.of(new Accepted<>(role.get(), accepted.operations()));
  }

  private static List<Role> renewed(List<Role> roles, String name, Instant instant) {
    return roles.stream()
        .map(r -> r.name().equals(name) ? new Role(name, r.createdAt(), instant) : r)
        .toList();
  }

  private Optional<Role> find(String branchId, String name) {
    return find(catalog.refresh(branchId), name);
  }

  private static Optional<Role> find(Branch branch, String name) {
    return branch.roles().stream().filter(r -> r.name().equals(name)).findFirst();
  }
}
