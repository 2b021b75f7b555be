package dev.neonflow.embedded.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The databases of the branches. Thread-safe. */
public final class Databases {

  private final Catalog catalog;
  private final Configuration configuration;
  private final Now now;

  Databases(Catalog catalog, Configuration configuration, Now now) {
    this.catalog = catalog;
    this.configuration = configuration;
    this.now = now;
  }

  /** All of a branch. */
  public List<Database> list(String branchId) {
    return catalog.refresh(branchId).databases();
  }

  /** One of a branch. */
  public Database get(String branchId, String name) {
    return find(branchId, name).orElseThrow(() -> unknown(name));
  }

  /** Accepts a new database. */
  public Accepted<Database> create(String branchId, String name, String owner) {
    Configuration.databaseName(name);
    catalog.refresh(branchId);
    Accepted<Branch> accepted =
        configuration.apply(
            branchId,
            Map.of(),
            state -> {
              Branch branch = state.requireBranch(branchId);
              if (branch.databases().stream().anyMatch(d -> d.name().equals(name))) {
                throw taken(name);
              }
              requireRole(branch, owner);
              List<Database> databases = new ArrayList<>(branch.databases());
              databases.add(new Database(state.nextDatabase(), name, owner, now.get()));
              return state
                  .branch(branchId, b -> b.holding(new Holdings(databases, b.roles())))
                  .databasesUpTo(state.nextDatabase() + 1);
            },
            session ->
                session
                    .owner()
                    .accept(
                        "CREATE DATABASE "
                            + Configuration.quoted(name)
                            + " OWNER "
                            + Configuration.quoted(owner)));
    return new Accepted<>(find(accepted.subject(), name).orElseThrow(), accepted.operations());
  }

  /** Accepts another name, another owner, or both; its sessions end when the name changes. */
  public Accepted<Database> change(
      String branchId, String name, Optional<String> newName, Optional<String> newOwner) {
    Database found = get(branchId, name);
    String target = newName.orElse(name);
    String owner = newOwner.orElse(found.owner());
    Configuration.databaseName(target);
    Accepted<Branch> accepted =
        configuration.apply(
            branchId,
            Map.of(),
            state -> {
              Branch branch = state.requireBranch(branchId);
              Database old = find(branch, name).orElseThrow(() -> unknown(name));
              if (!target.equals(name) && find(branch, target).isPresent()) {
                throw taken(target);
              }
              requireRole(branch, owner);
              Database changed = new Database(old.id(), target, owner, old.createdAt());
              List<Database> databases =
                  branch.databases().stream()
                      .map(d -> d.name().equals(name) ? changed : d)
                      .toList();
              return state.branch(branchId, b -> b.holding(new Holdings(databases, b.roles())));
            },
            session -> session.compute().changeDatabase(name, target, owner));
    return new Accepted<>(find(accepted.subject(), target).orElseThrow(), accepted.operations());
  }

  private static Refusal unknown(String name) {
    return Refusal.notFound("database \"" + name + "\" not found");
  }

  private static Refusal taken(String name) {
    return Refusal.conflict("", "database already exists; database_name:\"" + name + "\"");
  }

  private static void requireRole(Branch branch, String role) {
    if (branch.roles().stream().noneMatch(r -> r.name().equals(role))) {
      throw Refusal.notFound("role \"" + role + "\" not found");
    }
  }

  /** Accepts the end of a database, whoever uses it; empty if there is none of that name. */
  public Optional<Accepted<Database>> delete(String branchId, String name) {
    Optional<Database> database = find(branchId, name);
    return database.map(
        found ->
            new Accepted<>(
                found,
                configuration
                    .apply(
                        branchId,
                        Map.of(),
                        state ->
                            state.branch(
                                branchId,
                                b ->
                                    b.holding(
                                        new Holdings(
                                            b.databases().stream()
                                                .filter(d -> !d.name().equals(name))
                                                .toList(),
                                            b.roles()))),
                        session ->
                            session
                                .owner()
                                .accept(
                                    "DROP DATABASE IF EXISTS "
                                        + Configuration.quoted(name)
                                        + " WITH (FORCE)"))
                    .operations()));
  }

  private Optional<Database> find(String branchId, String name) {
    return find(catalog.refresh(branchId), name);
  }

  private static Optional<Database> find(Branch branch, String name) {
    return branch.databases().stream().filter(d -> d.name().equals(name)).findFirst();
  }
}
