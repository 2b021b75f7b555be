package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.OnConflict;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.ci.PullRequests;
import dev.neonflow.workflows.report.Leftovers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a real preview that another run or the pull request's end stopped. */
@Timeout(120)
class EndedPreviewTest {

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
  void superseded_theLastOneWinsAndTheBranchSurvives() throws Exception {
    Neonflow neonflow = sandbox.neonflow().build();
    CountDownLatch working = new CountDownLatch(1);
    List<WorkflowRun> runs = new ArrayList<>();
    runs.add(
        neonflow
            .preview()
            .forPr(90)
            .then(
                "work",
                context -> {
                  working.countDown();
                  new CountDownLatch(1).await();
                })
            .start());
    assertTrue(working.await(60, TimeUnit.SECONDS));
    String branch = sandbox.branches("pr-90").get(0).branch().id();
    for (int i = 1; i <= 18; i++) {
      runs.add(
          neonflow
              .preview()
              .forPr(90)
              .onConflict(OnConflict.SUPERSEDE)
              .then("work", context -> new CountDownLatch(1).await())
              .start());
    }
    runs.add(neonflow.preview().forPr(90).onConflict(OnConflict.SUPERSEDE).start());
    WorkflowResult last = runs.get(19).await();
    assertEquals(WorkflowStatus.SUCCEEDED, last.status());
    assertEquals(branch, last.get(PreviewWorkflow.BRANCH).branchId());
    for (WorkflowRun run : runs.subList(0, 19)) {
      assertEquals(WorkflowStatus.CANCELLED, run.await().status());
    }
    assertEquals(1, sandbox.branches("pr-90").size());
  }

  /** Says what it is told to say. */
  private record Switch(AtomicBoolean closed) implements PullRequests {
    @Override
    public String describe() {
      return "a switch";
    }

    @Override
    public boolean isClosed(int number) {
      return closed.get();
    }

    @Override
    public Set<Integer> open() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void closedMeanwhile_theBranchIsGone() {
    AtomicBoolean closed = new AtomicBoolean();
    WorkflowResult result =
        sandbox
            .neonflow()
            .pullRequests(new Switch(closed))
            .build()
            .preview()
            .forPr(91)
            .then("close", context -> closed.set(true))
            .then("never", context -> closed.set(false))
            .run();
    assertEquals(WorkflowStatus.CLOSED, result.status());
    assertTrue(result.get(DeletedBranch.KEY).existed());
    assertEquals(List.of(), sandbox.branches("pr-91"));
    assertEquals(List.of(), Leftovers.of(result));
  }

  @Test
  void closedMeanwhile_anAdoptedBranchIsLeftToItsLease() {
    Branch somebodys = sandbox.created(CreateBranch.named("preview/pr-93")).branch();
    AtomicBoolean closed = new AtomicBoolean();
    WorkflowResult result =
        sandbox
            .neonflow()
            .pullRequests(new Switch(closed))
            .build()
            .preview()
            .forPr(93)
            .adopt()
            .then("close", context -> closed.set(true))
            .then("never", context -> closed.set(false))
            .run();
    assertEquals(WorkflowStatus.CLOSED, result.status());
    Branch left = sandbox.branches("pr-93").get(0).branch();
    assertEquals(somebodys.id(), left.id());
    DeletedBranch told = result.get(DeletedBranch.KEY);
    assertFalse(told.existed());
    assertTrue(
        String.valueOf(told.kept())
            .startsWith(
                "branch preview/pr-93 stays until "
                    + Times.words(left.expiresAt())
                    + ": it is not ours: "),
        told.kept());
    assertEquals(List.of(), Leftovers.of(result));
  }

  @Test
  void closedMeanwhile_whatAPreviewThatAdoptsMadeItselfIsGone() {
    AtomicBoolean closed = new AtomicBoolean();
    WorkflowResult result =
        sandbox
            .neonflow()
            .pullRequests(new Switch(closed))
            .build()
            .preview()
            .forPr(94)
            .adopt()
            .then("close", context -> closed.set(true))
            .then("never", context -> closed.set(false))
            .run();
    assertEquals(WorkflowStatus.CLOSED, result.status());
    assertTrue(result.get(DeletedBranch.KEY).existed());
    assertEquals(List.of(), sandbox.branches("pr-94"));
  }

  @Test
  void closedBeforeItBegins_noBranchIsMade() {
    WorkflowResult result =
        sandbox
            .neonflow()
            .pullRequests(new Switch(new AtomicBoolean(true)))
            .build()
            .preview()
            .forPr(92)
            .run();
    assertEquals(WorkflowStatus.CLOSED, result.status());
    assertEquals(List.of(), sandbox.branches("pr-92"));
  }
}
