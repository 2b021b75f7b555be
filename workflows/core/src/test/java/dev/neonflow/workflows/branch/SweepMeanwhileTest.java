package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.SweepItem.Outcome;
import dev.neonflow.workflows.SweepResult;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.branch.SweptPreviews.Open;
import dev.neonflow.workflows.ci.PullRequests;
import dev.neonflow.workflows.internal.KeyLock;
import dev.neonflow.workflows.internal.Locks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens beside a sweep, or to it, while it goes on. */
@Timeout(180)
class SweepMeanwhileTest {

  private static final String LIST = "GET /projects/{p}/branches";

  @TempDir static Path directory;

  private static Sandbox sandbox;
  private static SweptPreviews previews;

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
    previews = new SweptPreviews(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void removeAll() {
    previews.removeAll();
  }

  /** As on GitHub, where a number that never was a pull request's is not found. */
  private record Unknown() implements PullRequests {
    @Override
    public String describe() {
      return "GitHub";
    }

    @Override
    public boolean isClosed(int number) {
      throw PreconditionException.state("404", "look", null);
    }

    @Override
    public Set<Integer> open() {
      return Set.of(2);
    }
  }

  @Test
  void numberThatNobodyKnows_isSweptByTheListAlone() {
    previews.preview(1);
    previews.preview(2);
    SweepResult result = sandbox.neonflow().build().sweep().previews(new Unknown()).run();
    assertEquals(Set.of("pr-1"), previews.named(result, Outcome.REMOVED));
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
  }

  @Test
  void reopenedMeanwhile_isSkipped() {
    previews.preview(1);
    PullRequests reopened =
        new PullRequests() {
          @Override
          public String describe() {
            return "GitHub";
          }

          private final AtomicBoolean asked = new AtomicBoolean();

          @Override
          public boolean isClosed(int number) {
            return false;
          }

          @Override
          public Set<Integer> open() {
            return asked.getAndSet(true) ? Set.of(1) : Set.of();
          }
        };
    SweepResult result = sandbox.neonflow().build().sweep().previews(reopened).run();
    assertEquals(Set.of("pr-1"), previews.named(result, Outcome.SKIPPED));
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    assertEquals(Set.of("main", "preview/pr-1"), previews.names());
  }

  @Test
  void leaseThatIsRenewedMeanwhile_isKept() {
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    sandbox.created(
        previews.named("preview/a").expiresAt(soon).annotations(previews.ours("named/a", null)));
    String second =
        sandbox
            .created(
                previews
                    .named("preview/b")
                    .expiresAt(soon)
                    .annotations(previews.ours("named/b", null)))
            .branch()
            .id();
    Instant renewed = Instant.now().plus(Duration.ofDays(9));
    SweepResult result =
        previews
            .later()
            .listener(
                event -> {
                  if (event instanceof WorkflowEvent.RunCompleted) {
                    sandbox
                        .neon()
                        .branches()
                        .update(
                            sandbox.projectId(), second, UpdateBranch.create().expiresAt(renewed));
                  }
                })
            .build()
            .sweep()
            .previews(new Open(Set.of()))
            .run();
    assertEquals(Set.of("named/a"), previews.named(result, Outcome.REMOVED));
    assertEquals(Set.of("named/b"), previews.named(result, Outcome.SKIPPED), result.toText());
    assertEquals(Set.of("main", "preview/b"), previews.names());
  }

  @Test
  void previewThatAnotherRunWorksOn_isSkipped() {
    previews.preview(1);
    previews.preview(2);
    Path locks = directory.resolve("held");
    KeyLock held =
        new Locks(locks, null, Scheduler.DEFAULT).lock(previews.key("pr-1"), "run 7", why -> {});
    assertTrue(held.tryTake());
    try {
      SweepResult result =
          sandbox
              .neonflow()
              .lockDirectory(locks)
              .build()
              .sweep()
              .previews(new Open(Set.of()))
              .run();
      assertEquals(Set.of("pr-1"), previews.named(result, Outcome.SKIPPED));
      assertEquals(Set.of("pr-2"), previews.named(result, Outcome.REMOVED));
      assertTrue(result.toText().contains("run 7"), result.toText());
      assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    } finally {
      held.close();
    }
  }

  @Test
  void interrupted_endsAndStaysSo() {
    previews.preview(1);
    previews.preview(2);
    Neonflow neonflow =
        sandbox.neonflow().listener(new Interrupting(Thread.currentThread(), "")).build();
    SweepResult result = neonflow.sweep().previews(new Open(Set.of())).run();
    assertTrue(Thread.interrupted());
    assertEquals(WorkflowStatus.CANCELLED, result.status());
    assertEquals(Set.of("pr-1", "pr-2"), previews.named(result, Outcome.SKIPPED), result.toText());
    assertTrue(previews.names().contains("preview/pr-2"));
    assertEquals(WorkflowStatus.SUCCEEDED, previews.sweep(Set.of()).run().status());
  }
}
