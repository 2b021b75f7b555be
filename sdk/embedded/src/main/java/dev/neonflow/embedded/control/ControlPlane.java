package dev.neonflow.embedded.control;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** One project and what belongs to it. Thread-safe. */
public final class ControlPlane implements AutoCloseable {

  private final Store store;
  private final Operations operations;
  private final Branches branches;
  private final DeletedBranches deleted;
  private final Schemas schemas;
  private final Endpoints endpoints;
  private final Databases databases;
  private final Roles roles;
  private final Expiration expiration;
  private final ScaleToZero scaleToZero;
  private final Recovery recovery;
  private final Computes computes;
  private final Passwords passwords;
  private final Shared shared;

  ControlPlane(Shared shared, Store store, Passwords passwords, KeptSchemas kept) {
    this.shared = shared;
    this.store = store;
    this.passwords = passwords;
    this.operations = new Operations(store, shared.now(), shared.disturbances());
    this.computes = new Computes(shared, store);
    Catalog catalog = new Catalog(store, shared.now(), computes);
    Configuration configuration = new Configuration(shared, store, passwords, operations, computes);
    Leftovers leftovers = new Leftovers(store, shared.data());
    this.deleted = new DeletedBranches(shared, store, passwords, computes, leftovers);
    this.schemas = new Schemas(store, computes, kept);
    Copies copies = new Copies(shared.data(), deleted);
    this.branches =
        new Branches(
            store,
            shared.now(),
            new BranchCreation(
                shared,
                store,
                passwords,
                operations,
                catalog,
                computes,
                copies,
                leftovers,
                schemas),
            new BranchRestore(
                shared,
                store,
                passwords,
                operations,
                catalog,
                computes,
                copies,
                leftovers,
                schemas),
            new BranchDeletion(shared, store, passwords, operations, computes, deleted));
    Activity activity = new Activity(store, shared.now(), computes);
    this.endpoints = new Endpoints(shared, store, operations, computes, activity);
    this.scaleToZero = new ScaleToZero(shared, store, computes, activity, catalog);
    this.databases = new Databases(catalog, configuration, shared.now());
    this.roles = new Roles(store, catalog, configuration, passwords, shared.ids(), shared.now());
    this.expiration = new Expiration(branches, deleted, leftovers, schemas, shared.now());
    this.recovery = new Recovery(shared, store, passwords, computes, deleted, leftovers);
  }

  /** What a directory holds, if anything; of use after {@link #recover}. */
  static Optional<ControlPlane> load(Shared shared, Directory directory) {
    AtomicFile file = stateFile(directory);
    return Store.load(file)
        .map(
            state ->
                new ControlPlane(
                    shared, new Store(file, state), passwords(directory), schemas(directory)));
  }

  /** Starts the checks that nobody asks for. */
  void watch(boolean scale) {
    expiration.start();
    if (scale) {
      scaleToZero.start();
    }
  }

  /** Whether its first branch was never finished, so that there is nothing to go on with. */
  boolean halfMade() {
    return store.state().defaultBranch().phase().current() == Branch.State.INIT;
  }

  /** Goes on with a first project that was prepared. */
  void finish() {
    Instant now = shared.now().get();
    store.change(state -> ProjectCreation.finish(state, now));
  }

  static AtomicFile stateFile(Directory directory) {
    return directory.file("neon.json");
  }

  static KeptSchemas schemas(Directory directory) {
    return new KeptSchemas(directory.directory("schemas"));
  }

  static Passwords passwords(Directory directory) {
    return new Passwords(directory.file("passwords.json"));
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
    return store.state().hasPort(port);
  }

  /** The project itself. */
  public Project project() {
    return store.state().project();
  }

  /** Changes the project. */
  public Project change(ProjectChange change) {
    change.name().ifPresent(name -> ProjectRules.name("project", name));
    change.historyRetentionSeconds().ifPresent(ProjectRules::history);
    Instant instant = shared.now().get();
    return store.change(state -> state.with(state.project().changed(change, instant))).project();
  }

  /** Lets what was recorded as a new project be made. */
  Accepted<CreatedProject> make(NewProject request) {
    State state = store.state();
    Branch main = state.defaultBranch();
    CreatedBranch created =
        new CreatedBranch(main, state.endpointsOf(main.id()), passwords.of(main.id()));
    new ProjectCreation(shared, store, operations, computes).run(request, created);
    return new Accepted<>(new CreatedProject(state.project(), created), state.operations());
  }

  /**
   * From now on nothing can be asked for any more.
   *
   * @throws Refusal if the project must stay
   */
  void end() {
    store.end(ProjectRules::deletable);
  }

  /** Takes {@link #end} back. */
  void goOn() {
    store.goOn();
  }

  /** Stops everything and removes all data; what is asked for from now on has no meaning. */
  void delete() {
    close();
    State state = store.state();
    state.endpoints().forEach(computes::close);
    state.timelines().forEach(shared.data()::delete);
  }

  /** Its branches. */
  public Branches branches() {
    return branches;
  }

  /** Those that were deleted and can be recovered. */
  public DeletedBranches deletedBranches() {
    return deleted;
  }

  /** What is in their databases. */
  public Schemas schemas() {
    return schemas;
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
    schemas.close();
  }
}
