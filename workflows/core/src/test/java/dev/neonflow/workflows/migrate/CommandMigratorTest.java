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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
