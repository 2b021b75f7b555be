package dev.neonflow.crash;

import dev.neonflow.workflows.deploy.fly.FakeFly.Fault;
import dev.neonflow.workflows.deploy.fly.FlyctlStandIn;
import java.io.IOException;
import java.util.List;

/**
 * A place in a deployment to Fly.io at which {@code preview up} is kept waiting.
 *
 * @param name for people
 * @param setting keeps it waiting
 * @param release lets later runs pass
 * @param waits whether it has come there
 * @param left what the comment says of the app then
 */
record FlyHold(String name, Setting setting, Setting release, Question waits, Left left) {

  /** What a run that ends there leaves at Fly.io. */
  enum Left {
    NOTHING,
    PERHAPS_AN_APP,
    AN_APP
  }

  /** Changes what happens at a site. */
  @FunctionalInterface
  interface Setting {
    void set(FlySite site) throws IOException;
  }

  /** Asks about a site. */
  @FunctionalInterface
  interface Question {
    boolean ask(FlySite site);
  }

  /** What stands in for flyctl is told to do something in one of its commands. */
  @FunctionalInterface
  private interface Told {
    void script(FlyctlStandIn flyctl, String script) throws IOException;
  }

  /** The app is made, and whoever made it does not know. */
  static final FlyHold MADE_AND_NOT_KNOWN =
      request("between the app's creation and the answer", made(), Left.PERHAPS_AN_APP);

  static final List<FlyHold> ALL =
      List.of(
          request("looking for the app", Fault.hold("GET /v1/apps/[^/]*"), Left.NOTHING),
          flyctl("asking flyctl for its version", FlyctlStandIn::asked, "", Left.NOTHING),
          request("creating the app", Fault.hold("POST /v1/apps"), Left.PERHAPS_AN_APP),
          MADE_AND_NOT_KNOWN,
          request("setting the secrets", Fault.hold("POST .*/secrets"), Left.AN_APP),
          flyctl("telling flyctl of the secrets", FlyctlStandIn::syncing, "exit 0", Left.AN_APP),
          flyctl("in flyctl deploy", FlyctlStandIn::does, FlyctlStandIn.DEPLOYS, Left.AN_APP),
          request("counting the machines", Fault.hold("GET .*/machines"), Left.AN_APP),
          request("waiting for the application", Fault.hold("GET /site/.*"), Left.AN_APP));

  private static Fault made() {
    return Fault.holdAnswer("POST /v1/apps");
  }

  private static FlyHold request(String name, Fault fault, Left left) {
    return new FlyHold(
        name,
        site -> site.fly.faults.add(fault),
        site -> {},
        site -> site.fly.held.getCount() == 0,
        left);
  }

  private static FlyHold flyctl(String name, Told told, String usual, Left left) {
    return new FlyHold(
        name,
        site -> told.script(site.flyctl, FlyctlStandIn.HANGS),
        site -> told.script(site.flyctl, usual),
        site -> site.flyctl.hangs(),
        left);
  }

  @Override
  public String toString() {
    return name;
  }
}
