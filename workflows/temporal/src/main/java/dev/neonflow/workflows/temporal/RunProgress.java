package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.RunLog;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.internal.json.JsonRefusal;
import dev.neonflow.workflows.internal.json.JsonTree;
import dev.neonflow.workflows.internal.json.RecordReader;
import dev.neonflow.workflows.internal.json.RecordWriter;
import dev.neonflow.workflows.internal.json.TypeRegistry;
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

  String toJson() {
    return JsonTree.print(new RecordWriter(TypeRegistry.empty()).write(this, "progress"));
  }

  static RunProgress fromJson(String json) {
    try {
      RecordReader reader = new RecordReader(TypeRegistry.empty());
      return reader.read(JsonTree.parse(json), RunProgress.class, "progress");
    } catch (JsonRefusal e) {
      throw new InvalidWorkflowException(
          "this progress cannot be read: " + e.message(), e.next(), e);
    }
  }
}
