package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.ManualTime;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.report.Leftovers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Interceptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database and the role of a preview: wrong, or not answering. */
class PreviewDatabaseTest {

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
  void roleThatIsNotThere_theBranchThatWasMadeIsNamedOrUndone() {
    PreviewWorkflow preview = sandbox.neonflow().role("nobody").build().preview().forPr(77);
    for (int run = 0; run < 2; run++) {
      WorkflowFailedException failed = assertThrows(WorkflowFailedException.class, preview::run);
      assertInstanceOf(PreconditionException.class, failed.getCause());
      assertTrue(failed.getMessage().contains("role"), failed.getMessage());
      assertEquals(List.of("branch preview/pr-77"), Leftovers.of(failed.result()));
      assertEquals(1, sandbox.branches("pr-77").size());
    }
    PreviewWorkflow undone =
        sandbox
            .neonflow()
            .role("nobody")
            .build()
            .preview()
            .forPr(78)
            .onFailure(FailurePolicy.COMPENSATE);
    WorkflowFailedException failed = assertThrows(WorkflowFailedException.class, undone::run);
    assertEquals(List.of(), Leftovers.of(failed.result()), "what was undone is not left");
    assertEquals(0, sandbox.branches("pr-78").size());
  }

  @Test
  void databaseThatDoesNotAnswer_isAskedForTwoMinutes() throws Exception {
    ManualTime time = new ManualTime(Instant.now());
    Interceptor nobodyThere =
        chain -> {
          okhttp3.Response answer = chain.proceed(chain.request());
          String body = answer.peekBody(1 << 20).string();
          return answer
              .newBuilder()
              .body(
                  okhttp3.ResponseBody.create(
                      body.replaceAll("@127\\.0\\.0\\.1:\\d+/", "@127.0.0.1:1/"),
                      okhttp3.MediaType.get("application/json")))
              .build();
        };
    Instant begin = time.instant();
    WorkflowRun run =
        sandbox
            .neonflow(nobodyThere)
            .clock(time)
            .scheduler(time)
            .build()
            .preview()
            .forPr(70)
            .start();
    CompletableFuture<WorkflowResult> result = CompletableFuture.supplyAsync(run::await);
    time.followTimersUntil(result::isDone);
    StepOutcome.Failed<?> failed =
        assertInstanceOf(StepOutcome.Failed.class, result.join().outcomes().get(0));
    assertInstanceOf(ConnectionLostException.class, failed.cause());
    Duration asked = Duration.between(begin, time.instant());
    assertTrue(asked.compareTo(Duration.ofMinutes(1)) > 0, asked.toString());
    assertTrue(asked.compareTo(Duration.ofMinutes(2)) <= 0, asked.toString());
  }

  @Test
  void unknownDatabase_namesThoseThatExist() {
    Neonflow other = sandbox.neonflow().database("shop").build();
    WorkflowFailedException failed =
        assertThrows(WorkflowFailedException.class, () -> other.preview().forPr(69).run());
    assertTrue(failed.getMessage().contains("it has neondb"), failed.getMessage());
  }
}
