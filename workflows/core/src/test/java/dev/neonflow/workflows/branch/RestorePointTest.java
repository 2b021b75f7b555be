package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ProductionWorkflow;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.migrate.restore.RestorePoint;
import dev.neonflow.workflows.report.FileReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class RestorePointTest {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final Migrator FIRST =
      new ListedMigrator("first", "create table if not exists a (id int)");

  @TempDir Path directory;

  private Sandbox sandbox;
  private Databases databases;

  @BeforeEach
  void start() {
    sandbox = new Sandbox(directory);
    databases = new Databases(sandbox);
    databases.execute("main", "create table orders (id int primary key, what text)");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void pendingMigration_isPrecededByAPointAndFollowedByNone() throws IOException {
    Path report = directory.resolve("report.md");
    WorkflowResult result =
        production().restorePoint().migrate(FIRST).report(FileReporter.to(report)).run();
    RestorePoint point = result.get(ProductionWorkflow.RESTORE_POINT);
    assertTrue(point.name().matches("restore/\\d{8}-\\d{6}-0123456"), point.name());
    assertTrue(point.created());
    assertEquals(COMMIT, point.commit());
    assertEquals(List.of(point.name()), databases.named("restore/"));
    assertEquals(databases.branch(point.name()).parentLsn(), point.lsn());
    assertNotNull(point.lsn());
    assertEquals("f", hasMigrated(point.name()));
    assertEquals("t", hasMigrated("main"));
    Instant expires = databases.branch(point.name()).expiresAt();
    assertNotNull(expires);
    assertTrue(expires.isAfter(Instant.now().plus(Duration.ofDays(6))), expires::toString);
    String text = Files.readString(report);
    assertTrue(text.contains("neonflow production rollback --to " + point.name()), text);

    RestorePoint none =
        production().restorePoint().migrate(FIRST).run().get(ProductionWorkflow.RESTORE_POINT);
    assertNull(none.name());
    assertEquals(List.of(point.name()), databases.named("restore/"));
    String dry = production().restorePoint().migrate(FIRST).dryRun().toText();
    assertTrue(dry.contains("would do nothing: nothing to migrate"), dry);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void failedMigration_namesTheWayBackAndTheRerunUsesThePoint() {
    Migrator bad = new ListedMigrator("bad", "create table x (id nosuchtype)");
    WorkflowFailedException failed =
        assertThrows(
            WorkflowFailedException.class, () -> production().restorePoint().migrate(bad).run());
    String point = databases.named("restore/").get(0);
    MigrationFailedException cause =
        assertInstanceOf(MigrationFailedException.class, failed.getCause());
    assertTrue(cause.next().contains("neonflow production rollback --to " + point), cause.next());
    String dry = production().restorePoint().migrate(bad).dryRun().toText();
    assertTrue(dry.contains("would use restore point " + point), dry);
    assertThrows(
        WorkflowFailedException.class, () -> production().restorePoint().migrate(bad).run());
    assertEquals(List.of(point), databases.named("restore/"));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void answerIsLost_thereIsOnePoint() {
    AtomicBoolean lost = new AtomicBoolean();
    Interceptor losing =
        chain -> {
          okhttp3.Response answer = chain.proceed(chain.request());
          if (chain.request().method().equals("POST")
              && chain.request().url().encodedPath().endsWith("/branches")
              && lost.compareAndSet(false, true)) {
            answer.close();
            throw new IOException("the answer is lost");
          }
          return answer;
        };
    Neonflow losingOne = sandbox.neonflow(losing).commit(COMMIT).build();
    RestorePoint point =
        losingOne
            .production()
            .restorePoint()
            .migrate(FIRST)
            .run()
            .get(ProductionWorkflow.RESTORE_POINT);
    assertTrue(lost.get());
    assertEquals(List.of(point.name()), databases.named("restore/"));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void noFurtherBranch_isRefusedBeforeAnythingIsMigrated() {
    String answer = "{\"code\":\"BRANCHES_LIMIT_EXCEEDED\",\"message\":\"branches limit\"}";
    Interceptor full =
        chain ->
            chain.request().method().equals("POST")
                ? new okhttp3.Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(422)
                    .message("")
                    .body(ResponseBody.create(answer, MediaType.get("application/json")))
                    .build()
                : chain.proceed(chain.request());
    ProductionWorkflow limited = sandbox.neonflow(full).build().production();
    WorkflowFailedException failed =
        assertThrows(
            WorkflowFailedException.class, () -> limited.restorePoint().migrate(FIRST).run());
    PreconditionException cause = assertInstanceOf(PreconditionException.class, failed.getCause());
    assertTrue(cause.next().contains("--no-restore-point"), cause.next());
    assertEquals("f", hasMigrated("main"));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void thirdPoint_takesTheOldestAwayUnlessItHasChildren() {
    String first = made("1");
    String second = made("2");
    RestorePoint third = point("3");
    assertEquals(List.of(first), third.removed());
    assertEquals(List.of(third.name(), second), third.kept());
    assertEquals(List.of(second, third.name()), databases.named("restore/"));
    databases.update(second, change -> change.neverExpires());
    databases.childOf(second, "looking");
    RestorePoint fourth = point("4");
    assertEquals(List.of(second + ": it has children: looking"), fourth.left());
    assertEquals(List.of(second, third.name(), fourth.name()), databases.named("restore/"));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void toolThatCannotTell_alwaysGetsAPoint() {
    Migrator mute = new WritingMigrator("create table if not exists a (id int)");
    RestorePoint one = production().restorePoint().migrate(mute).run().get(RestorePoint.KEY);
    RestorePoint other = production().restorePoint().migrate(mute).run().get(RestorePoint.KEY);
    assertNotEquals(one.name(), other.name());
    assertFalse(one.name().substring(0, 23).equals(other.name().substring(0, 23)));
  }

  private String made(String name) {
    return point(name).name();
  }

  private RestorePoint point(String name) {
    return production()
        .restorePoint()
        .migrate(new ListedMigrator(name, "select 1"))
        .run()
        .get(ProductionWorkflow.RESTORE_POINT);
  }

  private String hasMigrated(String branch) {
    return databases.query(branch, "select to_regclass('applied_first') is not null").get(0);
  }

  private ProductionWorkflow production() {
    return sandbox.neonflow().commit(COMMIT).build().production();
  }
}
