package dev.neonflow.workflows;

import dev.neonflow.workflows.internal.json.JsonRefusal;
import dev.neonflow.workflows.internal.json.JsonTree;
import dev.neonflow.workflows.internal.json.KeptText;
import dev.neonflow.workflows.internal.json.RecordReader;
import dev.neonflow.workflows.internal.json.RecordWriter;
import dev.neonflow.workflows.internal.json.TypeRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened in a run, as JSON and back. */
final class RunLogJson {

  private static final RecordWriter WRITER = new RecordWriter(TypeRegistry.empty());
  private static final RecordReader READER = new RecordReader(TypeRegistry.empty());

  private RunLogJson() {}

  /** A log, beside which its history and its plan stand. */
  private record Log(RunId runId, Instant began, @Nullable Stop stop, boolean closed) {}

  /** An outcome, beside which its output stands. */
  private record Line(
      String step,
      Kind kind,
      @Nullable Duration took,
      @Nullable String reason,
      @Nullable Failure failure) {}

  private enum Kind {
    SUCCEEDED,
    FAILED,
    SKIPPED,
    COMPENSATED,
    COMPENSATION_FAILED
  }

  static String write(RunLog log) {
    return JsonTree.print(tree(log));
  }

  static Map<String, Object> tree(RunLog log) {
    Stop stop = log.stop();
    Stop kept = stop == null ? null : new Stop(KeptText.of(stop.reason()), stop.limit());
    Map<String, Object> json = written(new Log(log.runId(), log.began(), kept, log.closed()));
    json.put("history", log.history().stream().map(RunLogJson::tree).toList());
    json.put("plan", JsonTree.parse(log.plan().toJson()));
    return json;
  }

  static RunLog read(String json) {
    return read(parsed(json));
  }

  static RunLog read(@Nullable Object json) {
    try {
      Map<?, ?> tree = RecordReader.object(json, "run");
      Log log = READER.read(tree, Log.class, "run");
      Plan plan = Plan.fromJson(JsonTree.print(RecordReader.object(tree.get("plan"), "run.plan")));
      if (!(tree.get("history") instanceof List<?> lines)) {
        throw new JsonRefusal("run.history is no list", "give the text that toJson() wrote");
      }
      List<StepOutcome<?>> history = new ArrayList<>();
      for (Object line : lines) {
        history.add(outcome(line, "run.history[" + history.size() + "]", plan));
      }
      return new RunLog(plan, log.runId(), log.began(), history, log.stop(), log.closed());
    } catch (JsonRefusal e) {
      throw unreadable(e);
    }
  }

  static String writeOutcome(StepOutcome<?> outcome) {
    return JsonTree.print(tree(outcome));
  }

  static StepOutcome<?> readOutcome(String json, Plan plan) {
    try {
      return outcome(parsed(json), "outcome", plan);
    } catch (JsonRefusal e) {
      throw unreadable(e);
    }
  }

  private static Map<String, Object> tree(StepOutcome<?> outcome) {
    Map<String, Object> json = written(line(outcome));
    if (outcome instanceof StepOutcome.Succeeded<?> done) {
      json.put("output", JsonTree.parse(OutputJson.write(done.value())));
    }
    return json;
  }

  private static Line line(StepOutcome<?> outcome) {
    String step = outcome.stepId();
    if (outcome instanceof StepOutcome.Succeeded<?> done) {
      return new Line(step, Kind.SUCCEEDED, done.took(), null, null);
    } else if (outcome instanceof StepOutcome.Failed<?> failed) {
      return new Line(step, Kind.FAILED, failed.took(), null, Failure.of(failed.cause()));
    } else if (outcome instanceof StepOutcome.Skipped<?> skipped) {
      return new Line(step, Kind.SKIPPED, null, KeptText.of(skipped.reason()), null);
    } else if (outcome instanceof StepOutcome.CompensationFailed<?> failed) {
      return new Line(step, Kind.COMPENSATION_FAILED, null, null, Failure.of(failed.cause()));
    }
    return new Line(step, Kind.COMPENSATED, null, null, null);
  }

  private static StepOutcome<?> outcome(@Nullable Object json, String where, Plan plan) {
    Map<?, ?> tree = RecordReader.object(json, where);
    Line line = READER.read(tree, Line.class, where);
    String step = line.step();
    Class<? extends Record> output = output(step, plan);
    Duration took = line.took() == null ? Duration.ZERO : line.took();
    return switch (line.kind()) {
      case SUCCEEDED ->
          new StepOutcome.Succeeded<>(step, value(tree.get("output"), where, output), took);
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
      throw new JsonRefusal("its plan has no step " + id, "give the text as written");
    }
    return step.output().type();
  }

  private static Record value(@Nullable Object json, String where, Class<? extends Record> output) {
    try {
      return OutputJson.read(JsonTree.print(RecordReader.object(json, where + ".output")), output);
    } catch (PreconditionException e) {
      throw new JsonRefusal(where + ": " + e.getMessage(), e.next());
    }
  }

  private static <T> T given(@Nullable T value, String step) {
    if (value == null) {
      throw new JsonRefusal("what became of step " + step + " is missing", "give it whole");
    }
    return value;
  }

  private static Map<String, Object> written(Record value) {
    try {
      return WRITER.write(value, "run");
    } catch (JsonRefusal e) {
      throw new InvalidWorkflowException("this run cannot be written: " + e.message(), e.next(), e);
    }
  }

  private static Map<?, ?> parsed(String json) {
    try {
      return JsonTree.parse(json);
    } catch (JsonRefusal e) {
      throw unreadable(e);
    }
  }

  private static InvalidWorkflowException unreadable(JsonRefusal e) {
    return new InvalidWorkflowException("this run cannot be read: " + e.message(), e.next(), e);
  }
}
