package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.DataPlane;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One project and what belongs to it, over a data plane. Thread-safe. */
public final class ControlPlane implements AutoCloseable {

  private static final String ROLE = "neondb_owner";
  private static final String DATABASE = "neondb";

  private final Store store;
  private final Ports ports;
  private final Operations operations;
  private final Branches branches;
  private final Endpoints endpoints;
  private final Databases databases;
  private final Roles roles;
  private final Expiration expiration;

  private ControlPlane(
      DataPlane data,
      Store store,
      Passwords passwords,
      Clock clock,
      RandomGenerator random,
      OwnerSql sql) {
    Now now = new Now(clock);
    Ids ids = new Ids(random);
    this.store = store;
    this.ports = new Ports(random);
    this.operations = new Operations(store, now);
    Computes computes = new Computes(data, ports);
    Catalog catalog = new Catalog(store, now, computes);
    Configuration configuration =
        new Configuration(store, now, ids, passwords, operations, computes, sql);
    this.branches =
        new Branches(
            store,
            now,
            new BranchCreation(
                store, now, ids, ports, passwords, operations, catalog, computes, data),
            new BranchDeletion(store, now, ids, passwords, operations, computes, data));
    this.endpoints = new Endpoints(store, now, ids, operations, computes);
    this.databases = new Databases(catalog, configuration, now);
    this.roles = new Roles(store, catalog, configuration, passwords, ids, now);
    this.expiration = new Expiration(branches, now);
    new Recovery(store, now, passwords, computes, data).run();
  }

  /**
   * Starts with what the directory holds, or with a new project. The data plane stays the caller's.
   *
   * @param random strong, for it makes the passwords
   */
  public static ControlPlane start(
      DataPlane data, Path directory, Clock clock, RandomGenerator random) {
    ControlPlane plane = start(data, directory, clock, random, new JdbcOwnerSql());
    plane.expiration.start();
    return plane;
  }

  /** Without the background check of expired branches. */
  static ControlPlane start(
      DataPlane data, Path directory, Clock clock, RandomGenerator random, OwnerSql sql) {
    AtomicFile file = new AtomicFile(directory.resolve("neon.json"));
    Passwords passwords = new Passwords(new AtomicFile(directory.resolve("passwords.json")));
    Optional<State> stored = Store.load(file);
    Store store;
    if (stored.isPresent()) {
      store = new Store(file, stored.get());
    } else {
      data.branches().forEach(data::setAside);
      store = new Store(file, create(data, passwords, new Now(clock).get(), random));
      store.save();
    }
    return new ControlPlane(data, store, passwords, clock, random, sql);
  }

  private static State create(
      DataPlane data, Passwords passwords, Instant now, RandomGenerator random) {
    Ids ids = new Ids(random);
    String branchId = ids.branch();
    String password = ids.password();
    data.createRoot(branchId, ROLE, password, DATABASE);
    passwords.put(branchId, ROLE, password);
    Project project =
        new Project(
            ids.project(), "embedded", ids.organization(), ids.uuid(), ROLE, data.version(), now);
    Branch main =
        new Branch(
            branchId,
            "main",
            null,
            null,
            null,
            new Branch.Phase(Branch.State.READY, null, now),
            true,
            false,
            null,
            null,
            List.of(new Database(1, DATABASE, ROLE, now)),
            List.of(new Role(ROLE, now, now)),
            now,
            now);
    int port;
    try (Ports ports = new Ports(random)) {
      port = ports.hold(taken -> false);
    }
    Endpoint endpoint =
        new Endpoint(
            ids.endpoint(),
            branchId,
            port,
            Endpoint.State.ACTIVE,
            null,
            Endpoint.Settings.DEFAULT,
            now,
            now,
            now,
            null);
    return new State(project, List.of(main), List.of(endpoint), List.of(), 2, 1);
  }

  /** The one project. */
  public Project project() {
    return store.state().project();
  }

  /** Its branches. */
  public Branches branches() {
    return branches;
  }

  /** Their computes. */
  public Endpoints endpoints() {
    return endpoints;
  }

  /** Their databases. */
  public Databases databases() {
    return databases;
  }

  /** Their roles. */
  public Roles roles() {
    return roles;
  }

  /** What was accepted, and how far it is. */
  public Operations operations() {
    return operations;
  }

  /** The check for expired branches. */
  Expiration expiration() {
    return expiration;
  }

  /** Lets running operations end; what waits is cleaned up or finished by the next start. */
  @Override
  public void close() {
    expiration.close();
    operations.close();
    ports.close();
  }
}
