package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.workflows.BranchWorkflow;
import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.StepBody;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.deploy.CommandDeployer;
import dev.neonflow.workflows.report.Leftovers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs that undo what they made do not undo what was there before them. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class UndoneDeploymentTest {
  private static final StepBody FAILS =
      context -> {
        throw new IllegalStateException("the check failed");
      };

  @TempDir static Path directory;
  private static Sandbox sandbox;

  private final Path apps = directory.resolve("apps");

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @BeforeEach
  void noApps() throws Exception {
    Files.createDirectories(apps);
    for (String app : there()) {
      Files.delete(apps.resolve(app));
    }
  }

  private List<String> there() throws Exception {
    try (var files = Files.list(apps)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private CommandDeployer unlisted() {
    return CommandDeployer.shell("touch apps/$NEONFLOW_DEPLOYMENT")
        .destroyedBy("rm -f apps/$NEONFLOW_DEPLOYMENT")
        .in(directory)
        .at("https://example.com/{name}")
        .readyWithin(Duration.ZERO);
  }

  private CommandDeployer listed() {
    return unlisted().listedBy("ls apps");
  }

  private static Neonflow neonflow(CommandDeployer deployer) {
    return sandbox.neonflow().deployer(deployer).build();
  }

  private static void fails(BranchWorkflow<?> workflow) {
    assertThrows(
        WorkflowFailedException.class,
        () -> workflow.then("check", FAILS).onFailure(FailurePolicy.COMPENSATE).run());
  }

  @Test
  void whatThisRunMade_isUndone() throws Exception {
    fails(neonflow(listed()).preview().forPr(601).deploy());
    assertEquals(List.of(), there());
  }

  @Test
  void whatAnEarlierRunMade_stays() throws Exception {
    neonflow(listed()).preview().forPr(602).deploy().run();
    fails(neonflow(listed()).preview().forPr(602).deploy());
    assertEquals(1, there().size());
  }

  @Test
  void whatMayHaveBeenThere_stays() throws Exception {
    fails(neonflow(unlisted()).preview().forPr(603).deploy());
    assertEquals(1, there().size());
  }

  @Test
  void whatAFailedDeploymentMet_stays() throws Exception {
    neonflow(listed()).preview().forPr(604).deploy().run();
    CommandDeployer broken =
        CommandDeployer.shell("exit 1").destroyedBy("rm -f apps/$NEONFLOW_DEPLOYMENT");
    var workflow =
        neonflow(broken.in(directory))
            .preview()
            .forPr(604)
            .deploy()
            .onFailure(FailurePolicy.COMPENSATE);
    assertThrows(WorkflowFailedException.class, workflow::run);
    assertEquals(1, there().size());
  }

  @Test
  void whatAFailedDeploymentMade_staysAndIsNamedAndATeardownRemovesIt() throws Exception {
    CommandDeployer broken =
        CommandDeployer.shell("touch apps/$NEONFLOW_DEPLOYMENT; exit 1")
            .destroyedBy("rm -f apps/$NEONFLOW_DEPLOYMENT")
            .listedBy("ls apps")
            .in(directory);
    var workflow =
        neonflow(broken).preview().forPr(605).deploy().onFailure(FailurePolicy.COMPENSATE);
    WorkflowFailedException failed = assertThrows(WorkflowFailedException.class, workflow::run);
    assertEquals(1, there().size());
    assertEquals(
        List.of("deployment " + there().get(0) + " (command)"), Leftovers.of(failed.result()));
    neonflow(broken).teardown().forPr(605).destroyDeployment().run();
    assertEquals(List.of(), there());
  }

  @Test
  void production_staysWhateverTheDeployerSays() throws Exception {
    fails(neonflow(listed()).production().deploy());
    assertEquals(1, there().size());
  }
}
