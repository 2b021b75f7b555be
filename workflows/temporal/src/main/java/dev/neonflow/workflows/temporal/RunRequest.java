package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.internal.json.JsonRefusal;
import dev.neonflow.workflows.internal.json.JsonTree;
import dev.neonflow.workflows.internal.json.RecordReader;
import dev.neonflow.workflows.internal.json.RecordWriter;
import dev.neonflow.workflows.internal.json.TypeRegistry;
import java.time.Duration;
import java.time.Instant;

/**
 * What a run is started with: one text of JSON.
 *
 * @param runId which run
 * @param asked when it was asked for; limits count from there, and the last one asked for wins
 * @param heartbeat how long a worker may be silent before another one takes its step
 * @param plan as {@link dev.neonflow.workflows.Plan#toJson()} writes it
 */
record RunRequest(RunId runId, Instant asked, Duration heartbeat, String plan) {

  String toJson() {
    return JsonTree.print(new RecordWriter(TypeRegistry.empty()).write(this, "request"));
  }

  static RunRequest fromJson(String json) {
    try {
      RecordReader reader = new RecordReader(TypeRegistry.empty());
      return reader.read(JsonTree.parse(json), RunRequest.class, "request");
    } catch (JsonRefusal e) {
      throw new InvalidWorkflowException(
          "this request cannot be read: " + e.message(), e.next(), e);
    }
  }
}
