package dev.neonflow.workflows.ci.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a pull request from a fork gets: no secrets, and never code of its own with ours. */
final class ForkRules implements WorkflowFiles.Rule {
  private static final Pattern HEAD =
      Pattern.compile("github\\.event\\.pull_request\\.head\\.|github\\.head_ref|refs/pull/");
  private static final Pattern SECRET = Pattern.compile("secrets\\.([A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern OWN_ONLY =
      Pattern.compile(
          "head\\.repo\\.full_name\\s*==|==\\s*\\S*head\\.repo\\.full_name|repo\\.fork");

  @Override
  public void check(Workflow workflow, List<Workflow> all, List<CiFinding> findings) {
    if (workflow.trigger("pull_request_target").isThere()) {
      workflow.jobs().forEach(job -> checkouts(job, findings));
    }
    if (workflow.trigger("pull_request").isThere()) {
      workflow.jobs().stream().filter(Job::isPreview).forEach(job -> secrets(job, findings));
    }
  }

  private static void checkouts(Job job, List<CiFinding> findings) {
    for (YamlNode step : job.steps()) {
      YamlNode with = step.get("with");
      for (YamlNode place : List.of(with.get("ref"), with.get("repository"))) {
        if (step.get("uses").text().startsWith("actions/checkout@")
            && HEAD.matcher(place.text()).find()) {
          findings.add(
              job.workflow()
                  .finding(
                      "fork-checkout",
                      place.line(),
                      "pull_request_target gives the secrets to code of the pull request,"
                          + " which anybody can open",
                      "trigger on pull_request, or do not check out the head"));
          break;
        }
      }
    }
  }

  private static void secrets(Job job, List<CiFinding> findings) {
    boolean guarded =
        OWN_ONLY.matcher(job.node().get("if").text()).find()
            || job.steps().stream()
                .filter(step -> !Call.in(step.get("run")).isEmpty())
                .allMatch(step -> OWN_ONLY.matcher(step.get("if").text()).find());
    Optional<String> secret =
        firstSecret(job.node()).or(() -> firstSecret(job.workflow().root().get("env")));
    if (!guarded && secret.isPresent()) {
      findings.add(
          job.workflow()
              .finding(
                  "secrets-on-forks",
                  job.node().line(),
                  "job "
                      + job.id()
                      + " needs secrets."
                      + secret.get()
                      + ", which a pull request from a fork does not get",
                  "if: github.event.pull_request.head.repo.full_name == github.repository"));
    }
  }

  private static Optional<String> firstSecret(YamlNode node) {
    for (YamlNode scalar : node.scalars()) {
      Matcher secret = SECRET.matcher(scalar.text());
      while (secret.find()) {
        if (!secret.group(1).equals("GITHUB_TOKEN")) {
          return Optional.of(secret.group(1));
        }
      }
    }
    return Optional.empty();
  }
}
