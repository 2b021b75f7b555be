package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.deploy.fly.FlyWire.App;

/**
 * Decides whether an app is ours. Fly keeps no note of who made an app, so it is the app's name
 * that tells from its first moment on; where somebody wrote the name, a secret whose name holds a
 * digest of the key tells. An app that got nothing yet may be deployed to and is then marked; it is
 * not destroyed, since another repository's run may just have made it.
 */
final class FlyOwnership {
  private final FlyDeployer deployer;
  private final FlyApi api;

  FlyOwnership(FlyDeployer deployer, FlyApi api) {
    this.deployer = deployer;
    this.api = api;
  }

  /**
   * Refuses an app that we may not deploy to.
   *
   * @return whether its mark is to be written yet
   * @throws PreconditionException naming whose it is
   */
  boolean check(FlyApp app, FlyApi.Seen seen) {
    App found = ofOrganization(app, seen);
    if (app.origin() != FlyApp.Origin.TEMPLATE || isMarked(app)) {
      return false;
    }
    if (!api.isEmpty(found)) {
      throw unmarked(app);
    }
    return true;
  }

  /**
   * Refuses an app that we may not destroy.
   *
   * @throws PreconditionException naming whose it is
   */
  void checkRemoval(FlyApp app, FlyApi.Seen seen) {
    var unused = ofOrganization(app, seen);
    if (app.origin() == FlyApp.Origin.TEMPLATE && !isMarked(app)) {
      throw unmarked(app);
    }
  }

  private App ofOrganization(FlyApp app, FlyApi.Seen seen) {
    App found = seen.app();
    if (found == null) {
      throw refused(
          app,
          "belongs to another organization, or the token may not see it",
          "use a token of organization "
              + deployer.org()
              + ", or give the app another name; all of Fly.io shares one space of names");
    }
    if (!api.isOfOrganization(found)) {
      throw refused(
          app,
          "belongs to another organization than " + deployer.org(),
          "name the organization that it belongs to, or give the app another name");
    }
    return found;
  }

  /**
   * Whether an app of a template's name is worth a removal: one that a run was killed right after
   * making is not removed, but named.
   */
  boolean isListed(FlyApp app, App found) {
    return isMarked(app) || (namesRepository() && api.isEmpty(found));
  }

  private boolean isMarked(FlyApp app) {
    return api.secrets(app.name()).contains(app.mark());
  }

  private boolean namesRepository() {
    String template = deployer.app();
    return template != null && template.contains("{repo}");
  }

  private static PreconditionException unmarked(FlyApp app) {
    return refused(
        app,
        "was not made for this preview: it has no secret " + app.mark(),
        "destroy it if nobody needs it (fly apps destroy "
            + app.name()
            + "), or give the app another name");
  }

  private static PreconditionException refused(FlyApp app, String why, String next) {
    return PreconditionException.state("app " + app.name() + " on Fly.io " + why, next, null);
  }
}
