package dev.neonflow.workflows.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.HistoryTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class CommandMigratorTest {
  private static EmbeddedNeon embedded;
  private static MigrationTarget target;

  @TempDir Path dir;

  private final FakeContext context = FakeContext.forCommit("c1");

  @BeforeAll
  static void start() {
    embedded = EmbeddedNeon.start();
    Neon neon = Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build();
    BranchCreated created =
        neon.branches().create(embedded.projectId(), CreateBranch.named("test/a"));
    neon.operations().await(embedded.projectId(), created.operations(), Duration.ofMinutes(1));
    ConnectionUri direct = created.connectionUris().get(0);
    target = target(created.branch().id(), direct);
  }

  @AfterAll
  static void stop() {
    embedded.close();
  }

  private static MigrationTarget target(String branchId, ConnectionUri uri) {
    BranchRef branch =
        new BranchRef(
            branchId,
            "test/a",
            true,
            "main",
            null,
            "ep-a-1.neon.tech",
            "neondb",
            "neondb_owner",
            null,
            "new");
    return new MigrationTarget(branch, uri, uri.pooled());
  }

  private MigrationReport migrate(String line) {
    return CommandMigrator.shell(line).in(dir).migrate(target, context);
  }

  @Test
  void command_getsTheVariables_andItsOutputIsRedactedProgress() {
    ConnectionUri direct = target.direct();
    MigrationReport report =
        migrate(
            "echo $PGUSER $PGDATABASE $PGPORT $PGSSLMODE; echo p=$PGPASSWORD;"
                + " for u in $DATABASE_URL $DIRECT_URL $DATABASE_URL_UNPOOLED; do echo u=$u; done;"
                + " env > env.txt");
    assertEquals("command", report.tool());
    assertEquals(
        List.of(
            "neondb_owner neondb " + direct.port() + " require",
            "p=***",
            "u=***",
            "u=***",
            "u=***"),
        context.progress);
  }

  @Test
  void variables_holdTheUris() throws Exception {
    migrate("printf '%s\\n' \"$DATABASE_URL\" \"$DATABASE_URL_POOLED\" \"$PGHOST\" > vars");
    assertEquals(
        List.of(
            target.direct().uri().reveal(), target.pooled().uri().reveal(), target.direct().host()),
        Files.readAllLines(dir.resolve("vars")));
  }

  @Test
  void whatTheWatchWithholds_isNotInherited() {
    MigrationWatch watch =
        new MigrationWatch() {
          @Override
          public Connection watched(Connection connection) {
            return connection;
          }

          @Override
          public BiPredicate<String, String> commandStarts() {
            return (name, value) -> value.equals(System.getenv("PATH"));
          }
        };
    CommandMigrator.shell("env | grep -c '^PATH=' || echo withheld")
        .in(dir)
        .migrate(target.watchedBy(watch), context);
    assertEquals("withheld", context.progress.get(context.progress.size() - 1));
  }

  @Test
  void exitCodeNotZero_failsWithTheEndOfTheOutput() {
    MigrationFailedException error =
        assertThrows(
            MigrationFailedException.class,
            () -> migrate("echo 'column x does not exist at '$DATABASE_URL >&2; exit 3"));
    assertTrue(error.getMessage().contains("exit code 3"), error.getMessage());
    assertTrue(
        error.getMessage().endsWith("exit code 3. It wrote: column x does not exist at ***"),
        error.getMessage());
    assertTrue(error.next().contains("neonflow preview down --pr 42,"), error.next());
  }

  private String failedDrizzle(String line, String sql) {
    DrizzleFiles files =
        new DrizzleFiles(
            List.of(new DrizzleFiles.Entry("0000_fruit", 1_000, sql)), new HistoryTable("d", "m"));
    ToolCommand tool = new ShellWithHistory(line, dir, new DrizzleHistory(files));
    return assertThrows(MigrationFailedException.class, () -> tool.migrate(target, context))
        .getMessage();
  }

  @Test
  void toolThatFailsBesideItsStatements_isQuoted_andGivenNoOtherReason() {
    assertEquals(
        "the tool ended with exit code 1. It wrote: Cannot find package 'pg'",
        failedDrizzle("echo \"Cannot find package 'pg'\"; exit 1", "SELECT 1"));
    assertTrue(failedDrizzle("exit 1", "SELECT 1").contains("; it does not say why; "));
  }

  @Test
  void toolThatHidesWhichStatementFailed_isGivenTheReason_beforeWhatItWrote() {
    assertEquals(
        "the tool ended with exit code 1: 0000_fruit.sql, statement 1: ERROR: division by zero"
            + " (SQLSTATE 22012). It wrote: applying",
        failedDrizzle("echo applying; exit 1", "SELECT 1 / 0"));
  }

  @Test
  void tablesWithoutAHistory_areToldAsTheToolIsTold_onTheParent() {
    String exists = "echo 'ERROR: relation \"fruit\" already exists'; exit 1";
    DrizzleFiles drizzle =
        new DrizzleFiles(
            List.of(new DrizzleFiles.Entry("0000_fruit", 1_000, "SELECT 1")),
            new HistoryTable("d", "m"));
    assertNext("insert into d.m (hash, created_at) values ('", exists, new DrizzleHistory(drizzle));
    assertNext(
        "migrate --fake-initial",
        exists,
        new DjangoHistory(new DjangoFiles(Set.of("shop"), Set.of("shop.0001"), Set.of())));
    PrismaHistory prisma = new PrismaHistory(new PrismaFiles(Map.of("1_fruit", Set.of("a"))));
    assertNext("prisma migrate resolve --applied 1_fruit", "echo 'Error: P3005'; exit 1", prisma);
  }

  private void assertNext(String command, String line, ToolHistory history) {
    ToolCommand tool = new ShellWithHistory(line, dir, history);
    String next =
        assertThrows(MigrationFailedException.class, () -> tool.migrate(target, context)).next();
    assertTrue(next.contains("to the database that this branch comes from ("), next);
    assertTrue(next.contains(command), next);
  }

  @Test
  void coloursAndCursorMoves_areNotShown() {
    migrate("printf '\\033[2K\\033[1G\\033[32mdone\\033[0m\\n'");
    assertEquals(List.of("done"), context.progress);
  }

  @Test
  void unknownProgram_isAUsageErrorInBothForms() {
    PreconditionException shell =
        assertThrows(PreconditionException.class, () -> migrate("no-such-tool migrate"));
    assertTrue(shell.isUsage());
    assertTrue(shell.getMessage().contains("no-such-tool"), shell.getMessage());
    PreconditionException plain =
        assertThrows(
            PreconditionException.class,
            () -> CommandMigrator.of("no-such-tool", "up").migrate(target, context));
    assertTrue(plain.isUsage());
    assertTrue(plain.getMessage().contains("no-such-tool"), plain.getMessage());
  }

  @Test
  void otherBranchThanPlanned_commandNotRun() {
    MigrationTarget other = target("br-other-1", target.direct());
    Path ran = dir.resolve("ran");
    assertThrows(
        FenceException.class,
        () -> CommandMigrator.of("touch", ran.toString()).migrate(other, context));
    assertFalse(Files.exists(ran));
  }

  @Test
  void unreachableDatabase_isLostAndCommandNotRun() {
    String nowhere = target.direct().uri().reveal().replaceFirst(":[0-9]+/", ":1/");
    MigrationTarget lost = target("br-a-1", ConnectionUri.parse(Secret.of(nowhere)));
    ConnectionLostException error =
        assertThrows(
            ConnectionLostException.class,
            () -> CommandMigrator.shell("exit 0").migrate(lost, context));
    assertTrue(error.retryable());
    assertFalse(error.getMessage().contains(target.direct().password().reveal()));
  }

  @Test
  void pooledUri_refused() {
    ConnectionUris uris = FakeContext.uris();
    BranchRef branch = target.branch();
    assertTrue(
        assertThrows(
                PreconditionException.class,
                () -> new MigrationTarget(branch, uris.pooled(), uris.pooled()))
            .isUsage());
  }

  @Test
  void emptyCommand_refused() {
    assertTrue(
        assertThrows(PreconditionException.class, () -> CommandMigrator.shell(" ")).isUsage());
  }
}
