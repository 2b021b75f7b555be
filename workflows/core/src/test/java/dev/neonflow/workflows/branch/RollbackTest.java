package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ProductionWorkflow;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.ci.AllClosed;
import dev.neonflow.workflows.migrate.restore.AssessRollback;
import dev.neonflow.workflows.migrate.restore.RestorePoint;
import dev.neonflow.workflows.migrate.restore.RollbackCheck;
import dev.neonflow.workflows.migrate.restore.RollbackLoss;
import dev.neonflow.workflows.migrate.restore.RolledBack;
import dev.neonflow.workflows.report.FileReporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class RollbackTest extends RollbackScene {

  @Test
  void badMigrationAndMoreWrites_rollbackSaysExactlyWhatIsLostAndRestores() throws Exception {
    ConnectionUri uri = databases.uri("main");
    String id = databases.branch("main").id();
    databases.childOf("main", "qa");
    String good = ProductionChecksum.of(uri);
    RestorePoint point = broken();
    Path report = directory.resolve("report.md");
    sandbox.count();

    String dry = production().rollback().dryRun().toText();
    assertTrue(sandbox.counted().stream().allMatch(line -> line.startsWith("GET ")));
    WorkflowResult result;
    try (Connection client =
        DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal())) {
      assertTrue(client.isValid(60));
      result = production().rollback().report(FileReporter.to(report)).run();
      assertEquals(1, result.get(ProductionWorkflow.LOSS).connections());
    }

    RollbackLoss loss = result.get(ProductionWorkflow.LOSS);
    assertEquals(point.name(), loss.point());
    Map<String, String> lost = words(loss);
    assertEquals("2 inserted, 30 updated, 10 deleted", lost.get("orders"));
    assertEquals("0 inserted, 5 updated, 1 deleted", lost.get("Odd \"name"));
    assertEquals("4 inserted, 2 updated, 5 deleted", lost.get("parts"));
    assertEquals(
        "about 1 inserted, 0 deleted (estimate); without a key, an update counts as one inserted"
            + " and one deleted",
        lost.get("log"));
    assertEquals("3 inserted, 0 updated, 0 deleted; the table was made since", lost.get("made"));
    assertEquals(
        "0 inserted, 0 updated, 2 deleted; the table was dropped since", lost.get("side.gone"));
    assertEquals("0 inserted, 4 updated, 0 deleted", lost.get("covered"));
    assertFalse(lost.containsKey("quiet"));
    assertFalse(lost.containsKey("parts_asia") || lost.containsKey("joining"), lost::toString);
    String schema = String.join("\n", loss.schema());
    assertTrue(schema.contains("column orders.discount was added"), schema);
    assertTrue(schema.contains("column orders.paid was dropped: it comes back"), schema);
    assertTrue(schema.contains("column orders.id became bigint: it is integer again"), schema);
    assertTrue(schema.contains("table side.gone was dropped: it comes back"), schema);
    assertTrue(schema.contains("parts_asia was a partition of parts: it is one again"), schema);
    assertTrue(schema.contains("joining became a partition of parts: it is none again"), schema);
    assertFalse(schema.contains("primary key"), schema);
    for (String line : loss.details()) {
      if (!line.contains("connection")) {
        assertTrue(dry.contains(line), line + " is not in " + dry);
      }
    }

    RolledBack back = result.get(ProductionWorkflow.ROLLBACK);
    assertEquals(BEFORE + point.name().substring("restore/".length(), 23), back.preserved());
    assertFalse(back.earlier());
    assertNotNull(back.left());
    assertTrue(back.moved().containsAll(List.of("qa", point.name())), back.moved()::toString);
    assertEquals(id, databases.branch("main").id());
    assertEquals(uri.uri().reveal(), databases.uri("main").uri().reveal());
    assertEquals(good, ProductionChecksum.of(uri));
    RollbackCheck check = result.get(RollbackCheck.KEY);
    assertEquals(List.of(), check.differing());
    assertEquals(8, check.equal());
    assertEquals(
        List.of("2001", "2002"),
        databases.query(back.preserved(), "select id from orders where id > 2000 order by 1"));
    String text = Files.readString(report);
    assertTrue(text.contains("| orders | 2 | 30 | 10 |"), text);
    assertFalse((text + dry + result).contains("classified"), text);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void previewBelowThePreservedState_goesOnAndStartsFromProductionAgain() {
    neonflow().preview().forPr(7).run();
    String preview = databases.named("preview/").get(0);
    broken();
    RolledBack back = production().rollback().run().get(RolledBack.KEY);
    databases.execute("main", "insert into quiet values (100)");
    String preserved = databases.branch(back.preserved()).id();
    assertEquals(preserved, databases.branch(preview).parentId());
    assertEquals("10", databases.query(preview, "select count(*) from quiet").get(0));
    BranchRef kept = neonflow().preview().forPr(7).run().get(ProductionWorkflow.BRANCH);
    assertEquals(preview, kept.name());
    assertFalse(kept.created());
    neonflow().preview().forPr(7).onRerun(RerunPolicy.RESET).run();
    assertEquals("11", databases.query(preview, "select count(*) from quiet").get(0));
    BranchRef other = neonflow().preview().forPr(8).run().get(ProductionWorkflow.BRANCH);
    assertEquals(databases.branch("main").id(), databases.branch(other.name()).parentId());
    neonflow().teardown().forPr(7).deleteBranch().run();
    assertEquals(List.of(other.name()), databases.named("preview/"));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void previewBelowThePreservedState_isSwept() {
    neonflow().preview().forPr(7).run();
    broken();
    production().rollback().run();
    neonflow().sweep().previews(new AllClosed()).run();
    assertEquals(List.of(), databases.named("preview/"));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void protectedProduction_isRefusedWithTheRemedy() {
    broken();
    String broken = databases.fingerprint("main");
    databases.update("main", change -> change.protectedBranch(true));
    String dry = production().rollback().dryRun().toText();
    assertTrue(dry.contains("main is protected"), dry);
    PreconditionException refused = refused(production().rollback());
    assertTrue(refused.getMessage().contains("protected"), refused.getMessage());
    assertTrue(refused.next().contains("take its protection away"), refused.next());
    assertEquals(List.of(), databases.named(BEFORE));
    databases.update("main", change -> change.protectedBranch(false));
    assertEquals(broken, databases.fingerprint("main"));
    production().rollback().run();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void pointThatSomebodyProtected_canBeGoneBackToAndNotBeWrittenTo() {
    RestorePoint point = broken();
    databases.update(String.valueOf(point.name()), UpdateBranch::neverExpires);
    databases.update(String.valueOf(point.name()), change -> change.protectedBranch(true));
    production().rollback().run();
    assertEquals("10", databases.query("main", "select count(*) from quiet").get(0));
    assertEquals("f", databases.query("main", "select to_regclass('made') is not null").get(0));
    BranchRef ref =
        BranchRef.of(
            databases.branch(String.valueOf(point.name())),
            BranchRef.Origin.REUSED,
            null,
            null,
            databases.uri(String.valueOf(point.name())),
            "");
    ProductionWorkflow writing =
        production()
            .then(new AssessRollback(point.name(), true, AssessRollback.ROWS))
            .then("write", context -> context.connection(ref));
    WorkflowFailedException failed = assertThrows(WorkflowFailedException.class, writing::run);
    assertInstanceOf(FenceException.class, failed.getCause());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void productionThatHasAParent_goesBackToo() {
    databases.create("live", request -> request);
    databases.makeDefault("live");
    production().restorePoint().migrate(bad()).run();
    databases.update("live", change -> change.protectedBranch(true));
    sandbox.count();
    assertTrue(refused(production().rollback()).next().contains("take its protection away"));
    assertTrue(
        sandbox.counted().stream().allMatch(line -> line.startsWith("GET ")),
        () -> sandbox.counted().toString());
    databases.update("live", change -> change.protectedBranch(false));
    RolledBack back = production().rollback().run().get(RolledBack.KEY);
    assertEquals("live", back.production());
    assertNull(back.left());
    assertEquals("2", databases.query("live", "select count(*) from side.gone").get(0));
    assertEquals(databases.branch(back.point()).id(), databases.branch("live").parentId());
    assertTrue(production().rollback().run().get(RolledBack.KEY).earlier());
    RestorePoint next =
        production()
            .restorePoint()
            .migrate(new ListedMigrator("next", "delete from quiet"))
            .run()
            .get(RestorePoint.KEY);
    production().rollback().run();
    assertEquals("10", databases.query("live", "select count(*) from quiet").get(0));
    assertEquals(databases.branch(next.name()).id(), databases.branch("live").parentId());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void noSuchPoint_isRefusedNamingThoseThatAre() {
    assertTrue(refused(production().rollback()).getMessage().contains("no restore point"));
    RestorePoint point = broken();
    PreconditionException refused = refused(production().rollback("restore/nosuch"));
    assertTrue(refused.next().contains(String.valueOf(point.name())), refused.next());
  }
}
