package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.DataPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One project and what belongs to it. Thread-safe. */
public final class ControlPlane implements AutoCloseable {

  private static final String ROLE = "neondb_owner";
  private static final String DATABASE = "neondb";
  private static final int HISTORY_SECONDS = 86_400;

  private final Store store;
  private final Operations operations;
  private final Branches branches;
  private final Endpoints endpoints;
  private final Databases databases;
  private final Roles roles;
  private final Expiration expiration;
  private final ScaleToZero scaleToZero;
  private final Recovery recovery;

  private ControlPlane(Shared shared, Store store, Passwords passwords) {
    this.store = store;
    this.operations = new Operations(store, shared.now());
    Computes computes = new Computes(shared, store);
    Catalog catalog = new Catalog(store, shared.now(), computes);
    Configuration configuration = new Configuration(shared, store, passwords, operations, computes);
    this.branches =
        new Branches(
            store,
            shared.now(),
            new BranchCreation(shared, store, passwords, operations, catalog, computes),
            new BranchDeletion(shared, store, passwords, operations, computes));
    Activity activity = new Activity(store, shared.now(), computes);
    this.endpoints = new Endpoints(shared, store, operations, computes, activity);
    this.scaleToZero = new ScaleToZero(shared, store, computes, activity, catalog);
    this.databases = new Databases(catalog, configuration, shared.now());
    this.roles = new Roles(store, catalog, configuration, passwords, shared.ids(), shared.now());
    this.expiration = new Expiration(branches, shared.now());
    this.recovery = new Recovery(shared, store, passwords, computes);
  }

  /** What a directory holds; of use after {@link #recover}. */
  static ControlPlane load(Shared shared, Path directory) {
    AtomicFile file = stateFile(directory);
    State state =
        Store.load(file)
            .orElseThrow(
                () -> new UncheckedIOException(file.damaged(), new IOException("it is missing")));
    return new ControlPlane(shared, new Store(file, state), passwords(directory));
  }

  /** Makes a project with a ready branch in an empty directory. */
  static void createFirst(Shared shared, Path directory, String id, String organizationId) {
    Ids ids = shared.ids();
    Instant now = shared.now().get();
    String timelineId = ids.timeline();
    String password = ids.password();
    DataPlane data = shared.data();
    data.createRoot(timelineId, ROLE, password, DATABASE);
    Project project =
        new Project(
            id,
            "embedded",
            organizationId,
            ROLE,
            data.version(),
            HISTORY_SECONDS,
            Map.of(),
            Endpoint.Settings.DEFAULT,
            now,
            now);
    Branch main = Branch.root(ids.branch(), "main", timelineId, owned(now), now);
    passwords(directory).put(main.id(), ROLE, password);
    int port = shared.ports().hold();
    shared.ports().release(port);
    Endpoint endpoint =
        Endpoint.made(
                ids.endpoint(),
                main.id(),
                port,
                NewEndpoint.of(Endpoint.Type.READ_WRITE),
                Endpoint.Settings.DEFAULT,
                now)
            .active(now);
    new Store(
            stateFile(directory),
            new State(project, List.of(main), List.of(endpoint), List.of(), 2, 1))
        .save();
  }

  private static Holdings owned(Instant now) {
    return new Holdings(
        List.of(new Database(1, DATABASE, ROLE, now)), List.of(new Role(ROLE, now, now)));
  }

  private static AtomicFile stateFile(Path directory) {
    return new AtomicFile(directory.resolve("neon.json"));
  }

  private static Passwords passwords(Path directory) {
    return new Passwords(new AtomicFile(directory.resolve("passwords.json")));
  }

  /** Brings state and data together, and opens the computes. */
  void recover() {
    recovery.run();
  }

  /** The timelines that belong to it. */
  Set<String> timelines() {
    return store.state().timelines();
  }

  boolean hasPort(int port) {
    return store.state().endpoints().stream().anyMatch(endpoint -> endpoint.port() == port);
  }

  /** The project itself. */
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

  /** The check for computes that nobody uses. */
  ScaleToZero scaleToZero() {
    return scaleToZero;
  }

  /** The check for expired branches. */
  Expiration expiration() {
    return expiration;
  }

  /** Lets running operations end; what waits is cleaned up or finished by the next start. */
  @Override
  public void close() {
    expiration.close();
    scaleToZero.close();
    operations.close();
  }
}
