package dev.neonflow.workflows.report.github;

import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.deploy.DestroyedDeployment;
import dev.neonflow.workflows.internal.github.GitHub;
import dev.neonflow.workflows.internal.github.GitHubRefusedException;
import dev.neonflow.workflows.internal.github.GitHubRoutes.Deployment;
import dev.neonflow.workflows.internal.github.GitHubRoutes.DeploymentStatus;
import dev.neonflow.workflows.internal.github.GitHubRoutes.NewDeployment;
import dev.neonflow.workflows.internal.github.GitHubRoutes.NewDeploymentStatus;
import dev.neonflow.workflows.report.ReportSummary;
import dev.neonflow.workflows.report.RunReport;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's own record of what is deployed where, with the button that leads there. An environment
 * for each pull request; what is not there any more is inactive.
 */
final class GitHubDeployments {
  private static final String PAYLOAD = "neonflow";

  private final GitHub github;
  private final Subject subject;
  private final @Nullable URI runUrl;

  GitHubDeployments(GitHub github, Subject subject, @Nullable URI runUrl) {
    this.github = github;
    this.subject = subject;
    this.runUrl = runUrl;
  }

  /** {@code pr-42}, {@code production}, {@code staging} or {@code preview-demo}. */
  static String environment(Subject subject) {
    if (subject.pullRequest() != null) {
      return "pr-" + subject.pullRequest();
    }
    String key = subject.key();
    return subject.isPreview()
        ? "preview-" + key.substring(key.lastIndexOf('/') + 1)
        : key.substring(0, key.indexOf('/'));
  }

  /** Records what the run deployed or removed, if it did. */
  void tell(RunReport report) throws GitHubRefusedException {
    dev.neonflow.workflows.deploy.Deployment app = report.deployment().orElse(null);
    boolean destroyed = report.output(DestroyedDeployment.class).isPresent();
    if (destroyed || ReportSummary.saysRemoved(report)) {
      // A branch that is left is no application that could be viewed.
      deactivate(active(ours()));
    } else if (app != null && !report.workflow().equals("teardown")) {
      deployed(app.url(), report);
    }
  }

  private void deployed(URI url, RunReport report) throws GitHubRefusedException {
    String ref = subject.commit() != null ? subject.commit() : subject.gitBranch();
    if (ref == null) {
      return;
    }
    List<Deployment> before = ours();
    boolean same = !before.isEmpty() && ref.equals(before.get(0).sha());
    Deployment now = same ? before.get(0) : create(ref);
    boolean well =
        report.status() == WorkflowStatus.SUCCEEDED
            || report.status() == WorkflowStatus.DONE_WITH_LEFTOVERS;
    status(now, well ? "success" : "failure", ReportSummary.headline(report), url.toString());
    List<Deployment> others = same ? before.subList(1, before.size()) : before;
    deactivate(subject.isPreview() ? active(others) : List.of());
  }

  private Deployment create(String ref) throws GitHubRefusedException {
    return github.get(
        github
            .routes()
            .createDeployment(
                github.owner(),
                github.repo(),
                new NewDeployment(
                    ref,
                    environment(subject),
                    "Neonflow",
                    Map.of(PAYLOAD, subject.key()),
                    false,
                    List.of(),
                    subject.isPreview(),
                    subject.isProduction())),
        "record a deployment of " + ref);
  }

  /** The newest first. */
  private List<Deployment> ours() throws GitHubRefusedException {
    String environment = environment(subject);
    return github
        .all(
            page -> github.routes().deployments(github.owner(), github.repo(), environment, page),
            "list the deployments to " + environment)
        .stream()
        .filter(
            one ->
                one.id() != null
                    && one.payload() instanceof Map<?, ?> payload
                    && subject.key().equals(payload.get(PAYLOAD)))
        .toList();
  }

  /**
   * Those that are active, the oldest first: a kill in the middle leaves the newest to be found.
   */
  private List<Deployment> active(List<Deployment> newestFirst) throws GitHubRefusedException {
    List<Deployment> active = new ArrayList<>();
    for (Deployment deployment : newestFirst) {
      List<DeploymentStatus> newest =
          github.get(
              github.routes().newestStatus(github.owner(), github.repo(), id(deployment)),
              "tell how a deployment stands");
      if (!newest.isEmpty() && "inactive".equals(newest.get(0).state())) {
        break;
      }
      active.add(deployment);
    }
    Collections.reverse(active);
    return active;
  }

  private void deactivate(List<Deployment> deployments) throws GitHubRefusedException {
    for (Deployment deployment : deployments) {
      status(deployment, "inactive", "", null);
    }
  }

  private void status(Deployment deployment, String state, String words, @Nullable String url)
      throws GitHubRefusedException {
    String log = runUrl == null ? null : runUrl.toString();
    github.run(
        github
            .routes()
            .createDeploymentStatus(
                github.owner(),
                github.repo(),
                id(deployment),
                new NewDeploymentStatus(state, GitHubReporter.shortened(words), url, log)),
        "record how a deployment stands");
  }

  private static long id(Deployment deployment) {
    return GitHub.id(deployment.id(), "a deployment");
  }
}
