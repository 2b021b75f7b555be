package dev.neonflow.embedded.http;

import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.embedded.RequestFault;
import dev.neonflow.embedded.control.Refusal;
import dev.neonflow.embedded.fault.Faults;

/** {@code /embedded/faults}, which Neon does not have. */
final class FaultRoutes {

  private final Faults faults;
  private final Router api;

  /**
   * The routes.
   *
   * @param api what faults can be about
   */
  FaultRoutes(Faults faults, Router api) {
    this.faults = faults;
    this.api = api;
  }

  InjectedFault inject(Fault fault) {
    if (fault instanceof RequestFault request && !api.knows(request)) {
      throw new IllegalArgumentException("the API has no route for the fault: " + fault);
    }
    return faults.inject(fault);
  }

  Response list(Request request) {
    return Response.ok(new Bodies.Faults(faults.list().stream().map(WireFault::of).toList()));
  }

  Response inject(Request request) {
    try {
      Fault fault = FaultText.read(request.body());
      return Response.created(new Bodies.OneFault(WireFault.of(inject(fault))));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw Refusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  Response clear(Request request) {
    faults.clear();
    return Response.nothing();
  }

  Response remove(Request request) {
    String id = request.path("fault_id");
    faults.list().stream()
        .filter(fault -> String.valueOf(fault.id()).equals(id))
        .forEach(InjectedFault::remove);
    return Response.nothing();
  }
}
