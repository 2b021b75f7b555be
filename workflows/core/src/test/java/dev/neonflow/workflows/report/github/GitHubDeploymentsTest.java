package dev.neonflow.workflows.report.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ReportFailedException;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.deploy.DestroyedDeployment;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reports;
import dev.neonflow.workflows.report.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GitHubDeploymentsTest {
  private static final String OTHER = "f".repeat(40);

  private final Desk desk = new Desk();
  private final FakeGitHub github = desk.github;

  @AfterEach
  void stop() throws Exception {
    desk.close();
  }

  private Published publish(RunReport report) throws Exception {
    return desk.reporter().withDeployments().withCommitStatus().publish(report, desk.context);
  }

  private List<String> states() {
    return github.deployments().stream().map(FakeGitHub.Deployment::state).toList();
  }

  @Test
  void preview_isRecordedWithoutMergingAnything() throws Exception {
    assertNull(publish(Desk.ready("x")).note());
    Map<?, ?> made = github.deployments().get(0).made();
    assertEquals(Desk.COMMIT, made.get("ref"));
    assertEquals("pr-42", made.get("environment"));
    assertEquals(false, made.get("auto_merge"));
    assertEquals(List.of(), made.get("required_contexts"));
    assertEquals(true, made.get("transient_environment"));
    assertEquals(false, made.get("production_environment"));
    Map<?, ?> status = github.deployments().get(0).statuses().get(0);
    assertEquals("success", status.get("state"));
    assertEquals("http://127.0.0.1:8080/", status.get("environment_url"));
  }

  @Test
  void sameCommitAgain_isNoSecondDeployment() throws Exception {
    publish(Desk.ready("x"));
    publish(Desk.ready("y"));
    assertEquals(List.of("success"), states());
  }

  @Test
  void nextCommit_makesTheLastInactive() throws Exception {
    publish(Desk.ready("x"));
    publish(Desk.about(OTHER, Desk.ready("x")));
    publish(Desk.ready("x"));
    assertEquals(List.of("inactive", "inactive", "success"), states());
  }

  @Test
  void teardown_makesAllInactiveOnce() throws Exception {
    publish(Desk.ready("x"));
    publish(Desk.about(OTHER, Desk.ready("x")));
    publish(Desk.gone());
    publish(Desk.gone());
    assertEquals(List.of("inactive", "inactive"), states());
    assertEquals(2, github.deployments().get(0).statuses().size());
    assertEquals(2, github.commitStatuses.size());
  }

  @Test
  void teardownThatLeavesTheBranch_makesThemInactiveAllTheSame() throws Exception {
    publish(Desk.ready("x"));
    RunReport gone = Desk.gone();
    StepOutcome<?> destroyed =
        new StepOutcome.Succeeded<>(
            "destroy-deployment",
            new DestroyedDeployment("fly", "pr-42-shop", true),
            Duration.ofSeconds(1));
    publish(
        new RunReport(
            "teardown",
            gone.subject(),
            gone.runId(),
            WorkflowStatus.FAILED,
            List.of(destroyed),
            List.of("branch preview/pr-42"),
            null,
            gone.at(),
            gone.took()));
    assertEquals(List.of("inactive"), states());
  }

  @Test
  void commentThatFails_keepsNeitherDeploymentNorStatusAway() {
    github.before =
        request ->
            request.path().startsWith(Desk.COMMENTS) ? FakeGitHub.error(422, "not this") : null;
    assertThrows(ReportFailedException.class, () -> publish(Desk.ready("x")));
    assertEquals(List.of("success"), states());
    assertEquals(1, github.commitStatuses.size());
  }

  @Test
  void deploymentWithoutAnId_isNamedAndNothingIsPostedToZero() throws Exception {
    github.before =
        request ->
            request.method().equals("POST") && request.path().endsWith("/deployments")
                ? new MockResponse().setResponseCode(201).setBody("{}")
                : null;
    assertTrue(publish(Desk.ready("x")).note().contains("GitHub answered with a deployment"));
    assertTrue(github.calls().stream().noneMatch(call -> call.contains("/deployments/0")));
  }

  @Test
  void permissionsThatNobodyAskedFor_areNotMissed() throws Exception {
    github.tokens.put(FakeGitHub.TOKEN, FakeGitHub.job(Set.of("comments")));
    GitHubReporter reporter = desk.reporter().withDeployments().withCommitStatus().whereAllowed();
    assertNull(reporter.publish(Desk.ready("x"), desk.context).note());
    assertEquals(1, desk.marked().size());
  }

  @Test
  void killedWhileTheyAreMadeInactive_isFinishedByTheNext() throws Exception {
    publish(Desk.ready("x"));
    publish(Desk.about(OTHER, Desk.ready("x")));
    github.deployments().get(0).statuses().add(Map.of("state", "success"));
    github.before =
        request ->
            request.body().contains("inactive") && states().contains("inactive")
                ? FakeGitHub.error(500, "stop here")
                : null;
    assertTrue(publish(Desk.gone()).note().contains("500"));
    github.before = request -> null;
    publish(Desk.gone());
    assertEquals(List.of("inactive", "inactive"), states());
  }

  @Test
  void deploymentsOfOthers_areLeftAlone() throws Exception {
    publish(Desk.ready("x"));
    github.deployments().get(0).made();
    desk.reporter()
        .withDeployments()
        .publish(
            new RunReport(
                "teardown",
                new Subject(
                    "preview/another-project/acme/shop/pr-42", "p", "acme/shop", 42, null, null),
                Desk.gone().runId(),
                Desk.gone().status(),
                List.of(),
                List.of(),
                null,
                Desk.gone().at(),
                Desk.gone().took()),
            desk.context);
    assertEquals(List.of("success"), states());
  }

  @Test
  void commit_getsItsStatusAndFailureToo() throws Exception {
    publish(Desk.ready("x"));
    publish(Desk.about(OTHER, Reports.failed("boom")));
    assertTrue(github.commitStatuses.get(0).startsWith(Desk.COMMIT), github.commitStatuses.get(0));
    assertTrue(github.commitStatuses.get(0).contains("state=success"));
    assertTrue(github.commitStatuses.get(0).contains("context=neonflow/preview"));
    assertTrue(github.commitStatuses.get(1).contains("state=failure"));
    assertEquals(List.of("success"), states());
  }

  @Test
  void tokenWithoutThesePermissions_commentsAndSaysWhatItLacks() throws Exception {
    github.tokens.put(FakeGitHub.TOKEN, FakeGitHub.job(Set.of("comments")));
    Published published = publish(Desk.ready("x"));
    assertEquals(1, desk.marked().size());
    assertTrue(published.isSomewhere());
    assertTrue(published.note().contains("deployments: write"), published.note());
    assertTrue(published.note().contains("statuses: write"), published.note());
  }
}
