package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.BranchUpdated;
import dev.neonflow.sdk.branches.RestoreBranch;
import dev.neonflow.workflows.ProductionWorkflow;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.migrate.restore.RestorePoint;
import dev.neonflow.workflows.migrate.restore.RollbackCheck;
import dev.neonflow.workflows.migrate.restore.RolledBack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Interceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class RepeatedRollbackTest extends RollbackScene {

  /** As the documentation says: {@code neon branches restore main KEPT --preserve-under-name}. */
  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void rollbackThatWasAMistake_isTakenBackFromTheKeptState() throws Exception {
    ConnectionUri uri = databases.uri("main");
    broken();
    String broken = ProductionChecksum.of(uri);
    RolledBack back = production().rollback().run().get(RolledBack.KEY);
    String kept = databases.branch(back.preserved()).id();
    RestoreBranch request = RestoreBranch.from(kept).preserveUnder("before-that");
    BranchUpdated restored =
        sandbox
            .neon()
            .branches()
            .restore(sandbox.projectId(), databases.branch("main").id(), request);
    sandbox
        .neon()
        .operations()
        .await(sandbox.projectId(), restored.operations(), Duration.ofMinutes(1));
    assertEquals(broken, ProductionChecksum.of(uri));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void secondRunAfterTheRestore_doesNothingAndSaysSo() {
    RestorePoint point = broken();
    RolledBack back = production().rollback().run().get(RolledBack.KEY);
    databases.execute("main", "insert into quiet values (100)");
    String dry = production().rollback().dryRun().toText();
    assertTrue(dry.contains("would do nothing"), dry);
    assertFalse(dry.contains("would restore"), dry);
    String anew = production().rollbackAgain(point.name()).dryRun().toText();
    assertTrue(anew.contains("would restore"), anew);
    for (ProductionWorkflow again :
        List.of(production().rollback(), production().rollback(point.name()))) {
      sandbox.count();
      WorkflowResult result = again.run();
      assertTrue(sandbox.counted().stream().allMatch(line -> line.startsWith("GET ")));
      assertTrue(result.get(ProductionWorkflow.ROLLBACK).earlier());
      assertEquals(back.preserved(), result.get(ProductionWorkflow.ROLLBACK).preserved());
      assertTrue(result.get(ProductionWorkflow.LOSS).isDone());
    }
    assertEquals(List.of(back.preserved()), databases.named(BEFORE));
    assertEquals("11", databases.query("main", "select count(*) from quiet").get(0));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void answerOfTheRestoreIsLost_itHappensOnce() {
    broken();
    AtomicBoolean lost = new AtomicBoolean();
    Interceptor losing =
        chain -> {
          okhttp3.Response answer = chain.proceed(chain.request());
          if (chain.request().url().encodedPath().endsWith("/restore")
              && lost.compareAndSet(false, true)) {
            answer.close();
            throw new IOException("the answer is lost");
          }
          return answer;
        };
    WorkflowResult result = sandbox.neonflow(losing).build().production().rollback().run();
    assertTrue(lost.get());
    String preserved = result.get(ProductionWorkflow.ROLLBACK).preserved();
    assertEquals(List.of(preserved), databases.named(BEFORE));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void newMigrationAfterARollback_canBeRolledBackToTheSamePointsAndNewOnes() {
    RestorePoint first = broken();
    production().rollback().run();
    RestorePoint second =
        production()
            .restorePoint()
            .migrate(new ListedMigrator("second", "delete from quiet"))
            .run()
            .get(RestorePoint.KEY);
    assertTrue(second.created());
    RolledBack back = production().rollback().run().get(RolledBack.KEY);
    assertEquals(second.name(), back.point());
    assertFalse(back.earlier());
    assertEquals("10", databases.query("main", "select count(*) from quiet").get(0));
    RolledBack older = production().rollback(first.name()).run().get(RolledBack.KEY);
    assertFalse(older.earlier());
    databases.execute("main", "delete from quiet");
    assertTrue(production().rollback(first.name()).run().get(RolledBack.KEY).earlier());
    RolledBack again = production().rollbackAgain(first.name()).run().get(RolledBack.KEY);
    assertFalse(again.earlier());
    assertEquals("10", databases.query("main", "select count(*) from quiet").get(0));
    assertEquals(4, databases.named(BEFORE).size());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void cancelledWhileItRestores_theRestoreEndsAndNothingFollows() throws Exception {
    broken();
    AtomicReference<WorkflowRun> run = new AtomicReference<>();
    Interceptor cancelling =
        chain -> {
          okhttp3.Response answer = chain.proceed(chain.request());
          if (chain.request().url().encodedPath().endsWith("/restore")) {
            run.get().cancel("SIGTERM");
          }
          return answer;
        };
    run.set(sandbox.neonflow(cancelling).build().production().rollback().start());
    WorkflowResult result = run.get().await();
    assertEquals(WorkflowStatus.CANCELLED, result.status());
    assertTrue(result.find(ProductionWorkflow.ROLLBACK).isPresent());
    assertTrue(result.find(RollbackCheck.KEY).isEmpty());
    assertEquals("f", databases.query("main", "select to_regclass('made') is not null").get(0));
    assertTrue(production().rollback().run().get(RolledBack.KEY).earlier());
  }
}
