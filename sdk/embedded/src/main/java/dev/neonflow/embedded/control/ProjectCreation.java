package dev.neonflow.embedded.control;

import dev.neonflow.embedded.control.Operation.Action;
import dev.neonflow.embedded.control.Operations.Step;
import dev.neonflow.embedded.postgres.Compute;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes projects: at once in the state, then the data and the compute as operations. */
final class ProjectCreation {

  private static final long FIRST_DATABASE = 1;

  private final Shared shared;
  private final Store store;
  private final Operations operations;
  private final Computes computes;

  ProjectCreation(Shared shared, Store store, Operations operations, Computes computes) {
    this.shared = shared;
    this.store = store;
    this.operations = operations;
    this.computes = computes;
  }

  /**
   * Makes a project with all of its data in an empty directory; nothing else runs yet. It stays
   * half made on the record until somebody {@linkplain #finish finishes} it.
   */
  static void prepare(Shared shared, Directory directory, String id, String organizationId) {
    NewProject request = NewProject.FIRST;
    State state = initial(shared, id, organizationId, request);
    state.endpoints().forEach(endpoint -> shared.ports().release(endpoint.port()));
    Branch main = state.defaultBranch();
    String password = shared.ids().password();
    new Store(ControlPlane.stateFile(directory), state).save();
    ControlPlane.passwords(directory).put(main.id(), request.owner(), password);
    shared.data().createRoot(main.timelineId(), request.owner(), password, request.database());
  }

  /** Records that what was prepared is there. */
  static State finish(State state, Instant now) {
    State after =
        state.branch(state.defaultBranch().id(), b -> b.in(Branch.State.READY, null, now));
    for (Endpoint endpoint : state.endpoints()) {
      after = after.endpoint(endpoint.id(), e -> e.active(now));
    }
    return after;
  }

  /** Records a project in an empty directory; nothing of it is made. */
  static ControlPlane record(
      Shared shared, Directory directory, String id, String organizationId, NewProject request) {
    State state = initial(shared, id, organizationId, request);
    Branch main = state.defaultBranch();
    Endpoint endpoint = state.endpoints().get(0);
    Instant now = shared.now().get();
    Ids ids = shared.ids();
    State accepted =
        state.plus(
            List.of(
                Operation.scheduled(ids.uuid(), Action.CREATE_TIMELINE, main.id(), null, now),
                Operation.scheduled(
                    ids.uuid(), Action.START_COMPUTE, main.id(), endpoint.id(), now)));
    Passwords passwords = ControlPlane.passwords(directory);
    passwords.put(main.id(), request.owner(), ids.password());
    Store store = new Store(ControlPlane.stateFile(directory), accepted);
    store.save();
    return new ControlPlane(shared, store, passwords, ControlPlane.schemas(directory));
  }

  private static State initial(
      Shared shared, String id, String organizationId, NewProject request) {
    Ids ids = shared.ids();
    Instant now = shared.now().get();
    Endpoint.Settings settings = request.endpointSettings().over(Endpoint.Settings.DEFAULT);
    Project project =
        new Project(
            id,
            request.name().orElse(id),
            organizationId,
            request.owner(),
            shared.data().version(),
            request.historyRetentionSeconds(),
            settings,
            now,
            now);
    Holdings holdings =
        new Holdings(
            List.of(new Database(FIRST_DATABASE, request.database(), request.owner(), now)),
            List.of(new Role(request.owner(), now, now)));
    Branch main =
        Branch.root(ids.branch(), request.branch(), ids.timeline(), holdings, now)
            .in(Branch.State.INIT, Branch.State.READY, now);
    Endpoint endpoint =
        Endpoint.made(
            ids.endpoint(),
            main.id(),
            shared.ports().hold(),
            NewEndpoint.of(Endpoint.Type.READ_WRITE),
            settings,
            now);
    return State.of(project, List.of(main), List.of(endpoint), FIRST_DATABASE + 1);
  }

  /**
   * Makes what was recorded. If that fails, the project stays without data, to be looked at and
   * deleted; the next start removes it.
   */
  void run(NewProject request, CreatedBranch created) {
    Branch main = created.branch();
    Endpoint endpoint = created.endpoints().get(0);
    List<Operation> accepted = store.state().operations();
    String password = created.passwords().getOrDefault(request.owner(), "");
    // Whoever connects before there is something to connect to waits for it.
    Compute compute = computes.bind(endpoint);
    compute.hold();
    operations.run(
        List.of(
            new Step(
                accepted.get(0).id(),
                () -> {
                  shared
                      .data()
                      .createRoot(main.timelineId(), request.owner(), password, request.database());
                  compute.moveTo(main.timelineId());
                  Instant now = shared.now().get();
                  return state -> state.branch(main.id(), b -> b.in(Branch.State.READY, null, now));
                }),
            new Step(accepted.get(1).id(), () -> start(endpoint))),
        () -> {
          compute.moveTo(main.timelineId());
          return state -> state.endpoint(endpoint.id(), e -> e.idle(shared.now().get()));
        });
  }

  private UnaryOperator<State> start(Endpoint endpoint) {
    computes.require(endpoint).resume();
    Instant now = shared.now().get();
    return state -> state.endpoint(endpoint.id(), e -> e.active(now));
  }
}
