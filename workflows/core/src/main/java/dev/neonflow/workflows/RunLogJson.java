package dev.neonflow.workflows;

import dev.neonflow.workflows.internal.json.JsonRefusal;
import dev.neonflow.workflows.internal.json.JsonTree;
import dev.neonflow.workflows.internal.json.RecordReader;
import dev.neonflow.workflows.internal.json.RecordWriter;
import dev.neonflow.workflows.internal.json.TypeRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a run, as JSON and back. */
final class RunLogJson {

  private static final RecordWriter WRITER = new RecordWriter(TypeRegistry.empty());
  private static final RecordReader READER = new RecordReader(TypeRegistry.empty());

  private RunLogJson() {}

  /**
   * A log.
   *
   * @param plan as {@link Plan#toJson()} writes it
   */
  private record Log(
      RunId runId,
      Instant began,
      @Nullable Stop stop,
      boolean closed,
      List<Line> history,
      String plan) {}

  /**
   * An outcome.
   *
   * @param output as {@link OutputJson} writes it
   */
  private record Line(
      String step,
      Kind kind,
      @Nullable Duration took,
      @Nullable String reason,
      @Nullable Failure failure,
      @Nullable String output) {}

  private enum Kind {
    SUCCEEDED,
    FAILED,
    SKIPPED,
    COMPENSATED,
    COMPENSATION_FAILED
  }

  static String write(RunLog log) {
    List<Line> history = log.history().stream().map(RunLogJson::line).toList();
    String plan = log.plan().toJson();
    return print(new Log(log.runId(), log.began(), log.stop(), log.closed(), history, plan), "run");
  }

  static RunLog read(String json) {
    Log log = parse(json, Log.class, "run");
    Plan plan = Plan.fromJson(log.plan());
    return new RunLog(
        plan,
        log.runId(),
        log.began(),
        log.history().stream().<StepOutcome<?>>map(line -> outcome(line, plan)).toList(),
        log.stop(),
        log.closed());
  }

  static String writeOutcome(StepOutcome<?> outcome) {
    return print(line(outcome), "outcome");
  }

  static StepOutcome<?> readOutcome(String json, Plan plan) {
    return outcome(parse(json, Line.class, "outcome"), plan);
  }

  private static Line line(StepOutcome<?> outcome) {
    String step = outcome.stepId();
    if (outcome instanceof StepOutcome.Succeeded<?> done) {
      String output = OutputJson.write(done.value());
      return new Line(step, Kind.SUCCEEDED, done.took(), null, null, output);
    } else if (outcome instanceof StepOutcome.Failed<?> failed) {
      Failure failure = Failure.of(failed.cause());
      return new Line(step, Kind.FAILED, failed.took(), null, failure, null);
    } else if (outcome instanceof StepOutcome.Skipped<?> skipped) {
      return new Line(step, Kind.SKIPPED, null, skipped.reason(), null, null);
    } else if (outcome instanceof StepOutcome.CompensationFailed<?> failed) {
      Failure failure = Failure.of(failed.cause());
      return new Line(step, Kind.COMPENSATION_FAILED, null, null, failure, null);
    }
    return new Line(step, Kind.COMPENSATED, null, null, null, null);
  }

  private static StepOutcome<?> outcome(Line line, Plan plan) {
    String step = line.step();
    Duration took = line.took() == null ? Duration.ZERO : line.took();
    return switch (line.kind()) {
      case SUCCEEDED ->
          new StepOutcome.Succeeded<>(
              step, OutputJson.read(given(line.output(), step), output(step, plan)), took);
      case FAILED -> new StepOutcome.Failed<>(step, given(line.failure(), step).exception(), took);
      case SKIPPED -> new StepOutcome.Skipped<>(step, given(line.reason(), step));
      case COMPENSATED -> new StepOutcome.Compensated<>(step);
      case COMPENSATION_FAILED ->
          new StepOutcome.CompensationFailed<>(step, given(line.failure(), step).exception());
    };
  }

  private static Class<? extends Record> output(String id, Plan plan) {
    Step<?> step = plan.step(id).map(PlannedStep::step).orElse(null);
    if (step == null) {
      throw unreadable(new JsonRefusal("its plan has no step " + id, "give the text as written"));
    }
    return step.output().type();
  }

  private static <T> T given(@Nullable T value, String step) {
    if (value == null) {
      throw unreadable(
          new JsonRefusal("what became of step " + step + " is missing", "give it whole"));
    }
    return value;
  }

  private static String print(Record value, String where) {
    try {
      return JsonTree.print(WRITER.write(value, where));
    } catch (JsonRefusal e) {
      throw new InvalidWorkflowException("this run cannot be written: " + e.message(), e.next(), e);
    }
  }

  private static <T> T parse(String json, Class<T> type, String where) {
    try {
      return READER.read(JsonTree.parse(json), type, where);
    } catch (JsonRefusal e) {
      throw unreadable(e);
    }
  }

  private static InvalidWorkflowException unreadable(JsonRefusal e) {
    return new InvalidWorkflowException("this run cannot be read: " + e.message(), e.next(), e);
  }
}
