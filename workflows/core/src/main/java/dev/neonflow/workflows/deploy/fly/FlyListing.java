package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.deploy.DeploymentNames;
import dev.neonflow.workflows.deploy.DeploymentRef;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The deployments of an organization, by the names that Neonflow knows them by. */
final class FlyListing {
  private final FlyDeployer deployer;
  private final StepContext context;

  FlyListing(FlyDeployer deployer, StepContext context) {
    this.deployer = deployer;
    this.context = context;
  }

  Set<String> names() {
    FlyApi api = new FlyApi(deployer, context);
    String template = deployer.app();
    if (template == null) {
      return api.names();
    }
    Set<String> names = new LinkedHashSet<>();
    Pattern pattern = FlyApp.ofPullRequests(template, context.subject());
    for (String app : api.names()) {
      Matcher matcher = pattern.matcher(app);
      if (pattern.toString().contains("?<pr>") && matcher.matches()) {
        DeploymentRef deployment = preview(Integer.parseInt(matcher.group("pr")));
        if (isListed(app, deployment, api)) {
          names.add(deployment.name());
        }
      }
    }
    return names;
  }

  private boolean isListed(String app, DeploymentRef deployment, FlyApi api) {
    FlyApi.Seen seen = api.look(app);
    FlyWire.App found = seen.app();
    return found != null
        && new FlyOwnership(deployer, api).isListed(FlyApp.of(deployer, deployment), found);
  }

  /** As a sweep names the preview. */
  private DeploymentRef preview(int number) {
    Subject about = context.subject();
    String repository = about.repository().toLowerCase(Locale.ROOT);
    String key = "preview/" + about.projectId() + "/" + repository + "/pr-" + number;
    return DeploymentNames.of(
        new Subject(key, about.projectId(), about.repository(), number, null, null));
  }
}
