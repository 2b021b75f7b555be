package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.workflows.ManualTime;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A branch that was listed and is deleted before it is renewed. */
@Timeout(120)
class GoneMeanwhileTest {

  private static final String RENEW = "PATCH /projects/{p}/branches/{b}";

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
  void branchDeletedBeforeItsRenewal_isLookedForAgainAndMadeAnew() throws Exception {
    BranchRef first = preview(sandbox.neonflow(), 1).run().get(PreviewWorkflow.BRANCH);
    AtomicBoolean there = new AtomicBoolean(true);
    Interceptor deletedBefore =
        chain -> {
          if (chain.request().method().equals("PATCH") && there.getAndSet(false)) {
            sandbox.remove(sandbox.branches("pr-1").get(0).branch());
          }
          return chain.proceed(chain.request());
        };
    BranchRef second = follow(sandbox.neonflow(deletedBefore), 1).get(PreviewWorkflow.BRANCH);
    assertTrue(second.created());
    assertNotEquals(first.branchId(), second.branchId());
    assertEquals(1, sandbox.branches("pr-1").size());
  }

  @Test
  void branchThatStaysListedAndGone_isGivenUpAfterTenLooks() {
    preview(sandbox.neonflow(), 2).run();
    sandbox.count();
    InjectedFault gone =
        sandbox
            .embedded()
            .inject(
                Fault.status(404)
                    .on("PATCH", "/projects/{project_id}/branches/{branch_id}")
                    .always());
    ExecutionException failed;
    try {
      failed = assertThrows(ExecutionException.class, () -> follow(sandbox.neonflow(), 2));
    } finally {
      gone.remove();
    }
    WorkflowFailedException run =
        assertInstanceOf(WorkflowFailedException.class, failed.getCause());
    assertInstanceOf(PreconditionException.class, run.getCause());
    assertEquals("step branch failed: branch preview/pr-2 was deleted meanwhile", run.getMessage());
    assertEquals("run it again", run.next());
    assertEquals(10, sandbox.counted().stream().filter(RENEW::equals).count());
  }

  private static PreviewWorkflow preview(NeonflowBuilder neonflow, int number) {
    return neonflow.build().preview().forPr(number);
  }

  /** A run whose pauses take no time. */
  private static WorkflowResult follow(NeonflowBuilder neonflow, int number) throws Exception {
    ManualTime time = new ManualTime(Instant.now());
    CompletableFuture<WorkflowResult> result =
        CompletableFuture.supplyAsync(preview(neonflow.scheduler(time), number)::run);
    time.followTimersUntil(result::isDone);
    return result.get();
  }
}
