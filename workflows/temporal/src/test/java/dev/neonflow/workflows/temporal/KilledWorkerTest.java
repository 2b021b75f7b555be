package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A real run goes on when the process that worked on it, or that asked for it, is gone. */
@Timeout(600)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class KilledWorkerTest {

  @TempDir Path directory;
  private Town town;

  @BeforeEach
  void start() throws Exception {
    town = Town.start(directory);
  }

  @AfterEach
  void stop() throws Exception {
    town.close();
  }

  @Test
  void killedInTheThirdStep_anotherWorkerFinishesAndNothingIsDoneTwice() throws Exception {
    PreviewWorkflow preview = Shop.preview(town.neonflow());
    JvmProcess first = town.worker();
    WorkflowRun run = preview.start();
    town.awaitDeploying();
    first.kill();
    town.openShop();
    try (JvmProcess second = town.worker()) {
      WorkflowResult result = run.await();
      assertTrue(second.isAlive());
      assertEquals(WorkflowStatus.SUCCEEDED, result.status(), () -> Town.told(result));
      town.assertPreviewed(result, 1);
      town.assertTornDown();
    }
  }

  @Test
  void shutDownInTheThirdStep_handsItToAnotherWorker() throws Exception {
    PreviewWorkflow preview = Shop.preview(town.neonflow());
    try (JvmProcess first = town.worker()) {
      WorkflowRun run = preview.start();
      town.awaitDeploying();
      first.say("shut down");
      first.expect(WorkerMain.SHUT_DOWN);
      town.openShop();
      try (JvmProcess second = town.worker()) {
        WorkflowResult result = run.await();
        assertTrue(second.isAlive());
        assertEquals(WorkflowStatus.SUCCEEDED, result.status(), () -> Town.told(result));
        town.assertPreviewed(result, 2);
        town.assertTornDown();
      }
    }
  }

  @Test
  void starterKilled_theRunGoesOnAndAnotherProcessFindsIt() throws Exception {
    PreviewWorkflow preview = Shop.preview(town.neonflow());
    String key = preview.plan().subject().key();
    assertTrue(town.engine().find(key).isEmpty());
    try (JvmProcess worker = town.worker()) {
      RunId id;
      JvmProcess starter = town.starter();
      id = new RunId(starter.line());
      town.awaitDeploying();
      starter.kill();
      WorkflowRun found = town.engine().find(key).orElseThrow();
      assertEquals(id, found.runId());
      town.openShop();
      WorkflowResult result = found.await();
      assertEquals(WorkflowStatus.SUCCEEDED, result.status(), () -> Town.told(result));
      assertTrue(worker.isAlive());
      WorkflowResult again = town.engine().find(key).orElseThrow().await();
      assertEquals(result.outcomes(), again.outcomes());
      assertEquals(id, again.runId());
    }
  }

  @Test
  void killedInAMigrationOfProduction_anotherWorkerMigratesOnce() throws Exception {
    town.shop().migrateSlowly();
    JvmProcess first = town.worker();
    WorkflowRun run;
    try (Brake brake = Brake.on(town)) {
      run = town.neonflow().production().migrate().report().start();
      brake.awaitWaiting();
      assertFalse(run.abortable());
      first.kill();
    }
    try (JvmProcess second = town.worker()) {
      WorkflowResult result = run.await();
      assertTrue(second.isAlive());
      assertEquals(WorkflowStatus.SUCCEEDED, result.status(), () -> Town.told(result));
      assertEquals(List.of("1", "2", "3"), town.query("select id from orders order by id"));
      assertEquals(
          List.of("1", "2"),
          town.query("select version from flyway_schema_history order by installed_rank"));
      assertTrue(Files.readString(town.shop().report()).contains("production"));
    }
  }
}
