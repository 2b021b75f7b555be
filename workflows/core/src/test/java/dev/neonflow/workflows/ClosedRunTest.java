package dev.neonflow.workflows;

import static dev.neonflow.workflows.Steps.noting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ci.PullRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a run whose pull request is closed meanwhile. */
@Timeout(60)
class ClosedRunTest extends RunnerFixture {

  private final List<Integer> asked = new CopyOnWriteArrayList<>();

  /** Answers with what it is given to say. */
  private record Saying(Question question) implements PullRequests {
    interface Question {
      boolean isClosed(int number) throws Exception;
    }

    @Override
    public String describe() {
      return "a list";
    }

    @Override
    public boolean isClosed(int number) throws Exception {
      return question.isClosed(number);
    }

    @Override
    public Set<Integer> open() {
      throw new UnsupportedOperationException();
    }
  }

  private TeardownWorkflow workflow(Saying.Question question) {
    return builder()
        .pullRequests(
            new Saying(
                number -> {
                  asked.add(number);
                  return question.isClosed(number);
                }))
        .build()
        .teardown()
        .forPr(42)
        .then(noting("one", log))
        .then(noting("two", log))
        .then(new Steps.Noting("always", Runs.ALWAYS, log, context -> {}, context -> {}))
        .comment(reporter);
  }

  private Steps.Noting removal(String id, Steps.Work work) {
    return new Steps.Noting(id, Runs.WHEN_CLOSED, log, work, context -> {});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void closedBeforeAStep_isRemovedInPlaceOfTheRest(int closedAt) {
    WorkflowResult result =
        workflow(number -> asked.size() >= closedAt)
            .then(removal("remove app", context -> {}))
            .then(removal("remove branch", context -> {}))
            .run();
    List<String> expected =
        new ArrayList<>(List.of("one", "two", "always").subList(0, closedAt - 1));
    expected.addAll(List.of("remove app", "remove branch", "report"));
    assertEquals(expected, log);
    assertEquals(WorkflowStatus.CLOSED, result.status());
    assertEquals(WorkflowStatus.CLOSED, reports.get(0).status());
    assertEquals(closedAt, asked.size(), "it is not asked again");
  }

  @Test
  void stillOpen_nothingIsRemovedAndTheRemovalHasNoOutcome() {
    WorkflowResult result = workflow(number -> false).then(removal("remove", context -> {})).run();
    assertEquals(List.of("one", "two", "always", "report"), log);
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    assertEquals(List.of(42, 42, 42), asked, "before each step but the report");
    assertTrue(result.outcome("remove").isEmpty());
  }

  @Test
  void questionThatFails_isToldAndTheRunGoesOn() {
    List<String> news = new CopyOnWriteArrayList<>();
    WorkflowResult result =
        workflow(
                number -> {
                  throw new IOException("no network");
                })
            .then(removal("remove", context -> {}))
            .listener(
                event -> {
                  if (event instanceof WorkflowEvent.RunProgress progress) {
                    news.add(progress.text());
                  }
                })
            .run();
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    assertEquals(
        "whether pull request 42 is closed cannot be told (a list): no network", news.get(0));
  }

  @Test
  void cancelledWhileItIsAsked_endsAtOnce() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    WorkflowRun run =
        workflow(
                number -> {
                  asking.countDown();
                  new CountDownLatch(1).await();
                  return false;
                })
            .then(removal("remove", context -> {}))
            .start();
    assertTrue(asking.await(30, TimeUnit.SECONDS));
    run.cancel("stop");
    assertEquals(WorkflowStatus.CANCELLED, run.await().status());
    assertEquals(List.of("report"), log);
  }

  @Test
  void runWhoseTimeIsOverWhileItIsAsked_saysNothingAboutTheQuestion() throws Exception {
    List<String> news = new CopyOnWriteArrayList<>();
    CountDownLatch asking = new CountDownLatch(1);
    WorkflowRun run =
        workflow(
                number -> {
                  asking.countDown();
                  new CountDownLatch(1).await();
                  return false;
                })
            .then(removal("remove", context -> {}))
            .within(Duration.ofSeconds(10))
            .listener(
                event -> {
                  if (event instanceof WorkflowEvent.RunProgress progress) {
                    news.add(progress.text());
                  }
                })
            .start();
    assertTrue(asking.await(30, TimeUnit.SECONDS));
    time.advance(Duration.ofSeconds(10));
    assertEquals(WorkflowStatus.FAILED, run.await().status());
    assertEquals(List.of(), news);
  }

  @Test
  void nothingToRemove_isNotAsked() {
    assertEquals(WorkflowStatus.SUCCEEDED, workflow(number -> true).run().status());
    assertEquals(List.of(), asked, "a teardown runs because it is closed");
  }

  @Test
  void dryRun_doesNotListTheRemoval() {
    String dry = workflow(number -> false).then(removal("remove", context -> {})).dryRun().toText();
    assertTrue(dry.contains("one") && !dry.contains("remove"), dry);
  }

  @Test
  void dryRun_ofAClosedOneListsTheRemovalOnly() {
    DryRun dry = workflow(number -> true).then(removal("remove", context -> {})).dryRun();
    assertEquals(
        List.of("pull-request", "remove", "comment"),
        dry.lines().stream().map(DryRun.Line::stepId).toList());
    assertTrue(dry.toText().contains("is closed: would remove"), dry.toText());
    assertEquals(List.of(42), asked);
    assertEquals(List.of(), log);
  }

  @Test
  void dryRun_saysThatTheQuestionFailed() {
    DryRun dry =
        workflow(
                number -> {
                  throw new IOException("no network");
                })
            .then(removal("remove", context -> {}))
            .dryRun();
    assertEquals(
        "whether pull request 42 is closed cannot be told (a list): no network",
        dry.lines().get(0).text());
    assertEquals("one", dry.lines().get(1).stepId());
  }
}
