package dev.neonflow.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.examples.CountRows;
import dev.neonflow.workflows.internal.Interpreter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What happened in a run, on its way to another process. */
class RunLogTest {

  private static final String ID = "count-rows";
  private static final Duration TOOK = Duration.ofMillis(1234);
  private static final CountRows.Counted COUNTED = new CountRows.Counted("orders", 3);

  private static RunLog log() {
    return logOf(new CountRows("orders"), StepOptions.defaults());
  }

  private static RunLog logOf(Step<?> step, StepOptions options) {
    Plan plan =
        new Plan(
            "preview",
            Plan.FORMAT,
            FakeContext.subject(42, "abc"),
            Policies.DEFAULT,
            List.of(new PlannedStep(ID, step, step.describe(), step.runs(), options)));
    return RunLog.begin(plan, new RunId("run-1"), Instant.parse("2026-01-01T00:00:00Z"));
  }

  static Stream<StepOutcome<?>> outcomes() {
    Exception why = new MigrationFailedException("m", "n", null);
    return Stream.of(
        new StepOutcome.Succeeded<>(ID, COUNTED, TOOK),
        new StepOutcome.Failed<>(ID, why, TOOK),
        new StepOutcome.Skipped<>(ID, "step branch failed"),
        new StepOutcome.Compensated<>(ID),
        new StepOutcome.CompensationFailed<>(ID, why));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void outcome_comesBack(StepOutcome<?> outcome) {
    StepOutcome<?> told = log().plus(RunLog.toJson(outcome)).history().get(0);
    StepOutcome<?> logged = RunLog.fromJson(log().plus(outcome).toJson()).history().get(0);
    for (StepOutcome<?> read : List.of(told, logged)) {
      assertEquals(outcome.getClass(), read.getClass());
      assertEquals(RunLog.toJson(outcome), RunLog.toJson(read));
      assertEquals(outcome.output(), read.output());
    }
  }

  @Test
  void log_comesBack() {
    RunLog log =
        log()
            .plus(new StepOutcome.Succeeded<>(ID, COUNTED, TOOK))
            .plus(new StepOutcome.Compensated<>(ID))
            .ending(Stop.deadline(Duration.ofMinutes(5)))
            .pullRequestClosed();
    assertEquals(log, RunLog.fromJson(log.toJson()));
  }

  @Test
  void cancelledAndThenTooLate_theFirstReasonHolds() {
    Stop first = Stop.cancelled("why");
    assertEquals(first, log().ending(first).ending(Stop.deadline(Duration.ofMinutes(1))).stop());
  }

  static Stream<Arguments> steps() throws Exception {
    List<Class<?>> ours = RecordSamples.mainClasses();
    return RecordSamples.registered().stream()
        .filter(type -> Step.class.isAssignableFrom(type.type()) && ours.contains(type.type()))
        .map(type -> Arguments.of(type.name(), RecordSamples.of(type.type())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("steps")
  void outputOfEachStep_comesBackWithTheLog(String name, Step<?> step) {
    RunLog log = logOf(step, StepOptions.defaults());
    Record output = RecordSamples.of(step.output().type());
    RunLog after = log.plus(new StepOutcome.Succeeded<>(ID, output, TOOK));
    assertEquals(after, RunLog.fromJson(after.toJson()));
    assertEquals(after, log.plus(RunLog.toJson(after.history().get(0))));
    StepCall call = new StepCall(ID, true, after);
    assertEquals(call, StepCall.fromJson(call.toJson()));
  }

  @Test
  void sameLog_isTheSameText() {
    RunLog log = log().plus(new StepOutcome.Succeeded<>(ID, COUNTED, TOOK));
    assertEquals(log.toJson(), RunLog.fromJson(log.toJson()).toJson());
  }

  @Test
  void readLog_leadsToTheSameNextAction() {
    RunLog failed = log().plus(new StepOutcome.Failed<>(ID, new IllegalStateException("m"), TOOK));
    for (RunLog log : List.of(log(), failed, log().ending(Stop.cancelled("why")))) {
      assertEquals(log.next(), RunLog.fromJson(log.toJson()).next());
    }
    assertInstanceOf(Interpreter.Run.class, RunLog.fromJson(log().toJson()).next());
  }

  /** A text inside a text has its line breaks written out, and then they separate no longer. */
  @Test
  void linesThatAreNoPasswordTogether_doNotBecomeOneInACall() {
    Exception why =
        new MigrationFailedException("see https://example.org:443\nalice@example.org", "n", null);
    RunLog log = log().plus(new StepOutcome.Failed<>(ID, why, TOOK));
    StepCall call = StepCall.fromJson(new StepCall(ID, true, log).toJson());
    StepOutcome.Failed<?> read =
        assertInstanceOf(StepOutcome.Failed.class, call.log().history().get(0));
    assertEquals(why.getMessage(), read.cause().getMessage());
  }

  @Test
  void reasonWithAPassword_isWithheldAndTheRunGoesOn() {
    String secret = "postgresql://me:hunter2@ep-a.example.com/db is down";
    RunLog log = log().ending(Stop.cancelled(secret)).plus(new StepOutcome.Skipped<>(ID, secret));
    String json = new StepCall(ID, false, log).toJson();
    assertFalse(json.contains("hunter2"), json);
    assertTrue(StepCall.fromJson(json).log().stop() != null, json);
  }

  @Test
  void outputWithAPassword_isRefused() {
    CountRows.Counted leak = new CountRows.Counted("postgresql://me:hunter2@example.com/db", 1);
    PreconditionException refused =
        assertThrows(
            PreconditionException.class,
            () -> RunLog.toJson(new StepOutcome.Succeeded<>(ID, leak, TOOK)));
    assertFalse(String.valueOf(refused.getMessage()).contains("hunter2"), refused.getMessage());
  }

  @Test
  void outputOf64KiB_comesBackAndALongerOneIsRefused() {
    int around = OutputJson.write(new CountRows.Counted("", 1)).length();
    String most = "x".repeat(OutputJson.LONGEST - around);
    var fits = new StepOutcome.Succeeded<>(ID, new CountRows.Counted(most, 1), TOOK);
    assertEquals(fits, log().plus(RunLog.toJson(fits)).history().get(0));
    var tooLong = new StepOutcome.Succeeded<>(ID, new CountRows.Counted(most + "x", 1), TOOK);
    assertThrows(PreconditionException.class, () -> RunLog.toJson(tooLong));
  }

  @Test
  void unknownMembers_areIgnored() {
    RunLog log = log().plus(new StepOutcome.Succeeded<>(ID, COUNTED, TOOK));
    String more = log.toJson().replace("{\n", "{\n\"later\": {\"a\": [null, 1]},\n");
    assertTrue(more.contains("later"), more);
    assertEquals(log, RunLog.fromJson(more));
  }

  @Test
  void stepThatWasCancelledElsewhere_wasSoForTheReasonOfTheRun() {
    String told =
        RunLog.toJson(
            new StepOutcome.Failed<>(
                ID, new WorkflowCancelledException("its worker says so", "", null), TOOK));
    RunLog late = log().ending(Stop.deadline(Duration.ofMinutes(1))).plus(told);
    StepOutcome.Failed<?> failed =
        assertInstanceOf(StepOutcome.Failed.class, late.history().get(0));
    assertInstanceOf(DeadlineException.class, failed.cause());
  }

  static Stream<Arguments> wrong() {
    String good = log().plus(new StepOutcome.Succeeded<>(ID, COUNTED, TOOK)).toJson();
    return Stream.of(
        Arguments.of("", "is no JSON"),
        Arguments.of("[]", "is no JSON object"),
        Arguments.of("{", "is no JSON"),
        Arguments.of("{}", "run.runId is missing"),
        Arguments.of(good.replace("\"began\"", "\"gone\""), "run.began is missing"),
        Arguments.of(good.replace("\"plan\"", "\"gone\""), "run.plan should be an object"),
        Arguments.of(good.replace("\"history\"", "\"gone\""), "run.history is no list"),
        Arguments.of(good.replace("\"output\"", "\"gone\""), "run.history[0].output should be"),
        Arguments.of(good.replace("\"rows\": 3", "\"rows\": \"a\""), "rows should be a whole"),
        Arguments.of(good.replace("\"SUCCEEDED\"", "\"WON\""), "kind should be one of"),
        Arguments.of(good.replace("\"SUCCEEDED\"", "\"FAILED\""), "became of step count-rows"),
        Arguments.of(good.replace("\"step\": \"" + ID, "\"step\": \"x"), "its plan has no step x"),
        Arguments.of(good.replace("acme.count-rows", "acme.gone"), "of type acme.gone"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsNoLog_isRefusedInWords(String json, String words) {
    InvalidWorkflowException refused =
        assertThrows(InvalidWorkflowException.class, () -> RunLog.fromJson(json));
    assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.getMessage());
    assertFalse(refused.next().isEmpty());
  }

  @Test
  void whatIsNoOutcomeOrNoCall_isRefusedInWords() {
    for (String json : List.of("", "{}", "null", "{\"step\": \"" + ID + "\"}")) {
      assertThrows(InvalidWorkflowException.class, () -> log().plus(json), json);
      assertThrows(InvalidWorkflowException.class, () -> StepCall.fromJson(json), json);
    }
  }
}
