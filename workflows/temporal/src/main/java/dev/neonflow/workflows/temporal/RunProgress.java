package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.RunLog;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.internal.json.JsonRefusal;
import dev.neonflow.workflows.internal.json.JsonTree;
import dev.neonflow.workflows.internal.json.RecordReader;
import dev.neonflow.workflows.internal.json.RecordWriter;
import dev.neonflow.workflows.internal.json.TypeRegistry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is.
 *
 * @param status how it stands
 * @param running the step that runs, or null if none does
 * @param abortable whether the run ends soon once it is cancelled
 * @param log what happened so far, as {@link RunLog#toJson()} writes it
 */
record RunProgress(WorkflowStatus status, @Nullable String running, boolean abortable, String log) {

  /** What stands beside the log, which is no text in a text. */
  private record Written(WorkflowStatus status, @Nullable String running, boolean abortable) {}

  String toJson() {
    Written beside = new Written(status, running, abortable);
    Map<String, Object> json = new RecordWriter(TypeRegistry.empty()).write(beside, "progress");
    json.put("log", JsonTree.parse(log));
    return JsonTree.print(json);
  }

  static RunProgress fromJson(String json) {
    try {
      Map<?, ?> tree = JsonTree.parse(json);
      RecordReader reader = new RecordReader(TypeRegistry.empty());
      Written beside = reader.read(tree, Written.class, "progress");
      String log = JsonTree.print(RecordReader.object(tree.get("log"), "progress.log"));
      return new RunProgress(beside.status(), beside.running(), beside.abortable(), log);
    } catch (JsonRefusal e) {
      throw new InvalidWorkflowException(
          "this progress cannot be read: " + e.message(), e.next(), e);
    }
  }
}
