package dev.neonflow.workflows;

import dev.neonflow.workflows.internal.json.JsonRefusal;
import dev.neonflow.workflows.internal.json.JsonTree;
import dev.neonflow.workflows.internal.json.RecordReader;
import dev.neonflow.workflows.internal.json.RecordWriter;
import dev.neonflow.workflows.internal.json.TypeRegistry;
import java.util.Map;

/**
 * What a process must know to do a step of a run that another one decides about.
 *
 * @param stepId which step
 * @param undo whether it is to be undone
 * @param log what happened so far
 */
public record StepCall(String stepId, boolean undo, RunLog log) {

  /** What stands beside the log. */
  private record Written(String stepId, boolean undo) {}

  /** The step. */
  PlannedStep planned() {
    return log.plan()
        .step(stepId)
        .orElseThrow(
            () ->
                new InvalidWorkflowException(
                    "the run's plan has no step " + stepId, "call one of its steps", null));
  }

  /**
   * The call as JSON, which {@link #fromJson(String)} reads back.
   *
   * @throws InvalidWorkflowException as {@link RunLog#toJson()}
   */
  public String toJson() {
    RecordWriter writer = new RecordWriter(TypeRegistry.empty());
    Map<String, Object> json = writer.write(new Written(stepId, undo), "call");
    json.put("log", RunLogJson.tree(log));
    return JsonTree.print(json);
  }

  /**
   * Reads a call that {@link #toJson()} wrote.
   *
   * @throws InvalidWorkflowException if it is none, or as {@link RunLog#fromJson(String)}
   */
  public static StepCall fromJson(String json) {
    try {
      RecordReader reader = new RecordReader(TypeRegistry.empty());
      Map<?, ?> tree = JsonTree.parse(json);
      Written call = reader.read(tree, Written.class, "call");
      return new StepCall(call.stepId(), call.undo(), RunLogJson.read(tree.get("log")));
    } catch (JsonRefusal e) {
      throw new InvalidWorkflowException("this call cannot be read: " + e.message(), e.next(), e);
    }
  }
}
