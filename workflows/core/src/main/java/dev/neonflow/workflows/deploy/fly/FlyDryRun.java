package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.deploy.DeploymentRef;
import dev.neonflow.workflows.deploy.fly.FlyWire.Machine;
import java.util.List;

/** Says what would be done at Fly, after reading and changing nothing. */
final class FlyDryRun {
  private final FlyDeployer deployer;
  private final DeploymentRef deployment;
  private final StepContext context;

  FlyDryRun(FlyDeployer deployer, DeploymentRef deployment, StepContext context) {
    this.deployer = deployer;
    this.deployment = deployment;
    this.context = context;
  }

  String deploy() {
    FlyApp app = FlyApp.of(deployer, deployment);
    var unused = FlyConfig.of(deployer.build());
    FlyApi api = new FlyApi(deployer, context);
    FlyApi.Seen seen = api.look(app.name());
    boolean given = app.origin() == FlyApp.Origin.GIVEN;
    if (seen.isFree()) {
      return given
          ? "would fail: there is no app " + app.name() + " on Fly.io"
          : "would create app "
              + app.name()
              + " in organization "
              + deployer.org()
              + " and deploy "
              + what();
    }
    var unusedToo = new FlyOwnership(deployer, api).check(app, seen);
    List<Machine> machines = new FlyGroups(api, context).machines(app.name());
    String where =
        "app "
            + app.name()
            + " ("
            + (machines.size() == 1 ? "1 machine" : machines.size() + " machines")
            + ")";
    Subject subject = deployment.subject();
    if (!subject.isProduction() && api.secrets(app.name()).contains(FlyDeployment.UNFINISHED)) {
      return "would deploy " + what() + " to " + where + ", whose last deployment did not end";
    }
    if (!subject.isProduction() && FlyRelease.isCommitOf(subject, machines)) {
      return "would keep " + where + ", if its settings and its database connection are the same";
    }
    if (!subject.isProduction() && !deployer.update() && !machines.isEmpty()) {
      return "would keep " + where + ", if its database connection is the same";
    }
    return "would deploy " + what() + " to " + where;
  }

  private String what() {
    String image = deployer.build().image();
    String commit = deployment.subject().commit();
    if (image != null) {
      return "image " + image;
    }
    return commit == null
        ? "what is in the directory"
        : "commit " + commit.substring(0, Math.min(7, commit.length()));
  }

  String destroy() {
    FlyApp app = FlyRemoval.checked(deployer, deployment);
    FlyApi api = new FlyApi(deployer, context);
    FlyApi.Seen seen = api.look(app.name());
    if (seen.isFree()) {
      return "would do nothing: there is no app " + app.name() + " on Fly.io";
    }
    new FlyOwnership(deployer, api).checkRemoval(app, seen);
    return "would destroy app "
        + app.name()
        + " in organization "
        + deployer.org()
        + " with its machines, volumes and secrets";
  }
}
