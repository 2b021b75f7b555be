package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.internal.Jdbc;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** No preview writes to a database that is not its own. */
@Timeout(120)
class FenceTest {

  @TempDir static Path directory;

  private static Sandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void productionsUrl_isNeverTheTarget() {
    AtomicReference<Secret> target = new AtomicReference<>();
    sandbox
        .neonflow()
        .build()
        .preview()
        .forPr(67)
        .then(
            "look",
            context -> target.set(context.connection(context.get(BranchRef.KEY)).direct().uri()))
        .run();
    Neonflow guarded = sandbox.neonflow().productionUrl(target.get()).build();
    WorkflowFailedException failed =
        assertThrows(WorkflowFailedException.class, () -> guarded.preview().forPr(67).run());
    assertInstanceOf(FenceException.class, failed.getCause());
  }

  @Test
  void databaseUrlThatIsNone_letsNeitherPreviewNorProductionBegin() {
    Neonflow neonflow =
        sandbox
            .neonflow()
            .environment(name -> name.equals("DATABASE_URL") ? "$DATABASE_URL" : null)
            .build();
    var preview = neonflow.preview().forPr(69);
    var production = neonflow.production();
    sandbox.count();
    for (Executable begin :
        List.<Executable>of(preview::run, preview::dryRun, production::run, production::dryRun)) {
      assertTrue(assertThrows(PreconditionException.class, begin).isUsage());
    }
    assertEquals(List.of(), sandbox.counted());
    assertEquals("dev/paula", neonflow.dev().create("paula").name(), "it is not about that");
  }

  @Test
  void connectionToAnotherBranch_isFencedOff() {
    sandbox
        .neonflow()
        .build()
        .preview()
        .forPr(68)
        .then(
            "fence",
            context -> {
              BranchRef branch = context.get(BranchRef.KEY);
              ConnectionUris own = context.connection(branch);
              try (Connection connection = Jdbc.open(own.direct())) {
                Fence.verify(connection, branch, context);
                try (Statement statement = connection.createStatement()) {
                  statement.execute("set neon.branch_id = ''");
                }
                Fence.verify(connection, branch, context);
              }
              var main =
                  context
                      .neon()
                      .connectionUris()
                      .get(sandbox.projectId(), ConnectionUriQuery.of("neondb", "neondb_owner"));
              try (Connection connection = Jdbc.open(main)) {
                assertThrows(FenceException.class, () -> Fence.verify(connection, branch, context));
              }
            })
        .run();
  }
}
