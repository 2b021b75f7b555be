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
import java.util.Map;

/**
 * What a run is started with: one text of JSON.
 *
 * @param runId which run
 * @param asked when it was asked for, by the clock of who did; the last one asked for wins
 * @param waited for its key until it began; limits count that, too
 * @param heartbeat how long a worker may be silent before another one takes its step
 * @param plan as {@link dev.neonflow.workflows.Plan#toJson()} writes it
 */
record RunRequest(RunId runId, Instant asked, Duration waited, Duration heartbeat, String plan) {

  /** What stands beside the plan, which is no text in a text. */
  private record Written(RunId runId, Instant asked, Duration waited, Duration heartbeat) {}

  /** The same after this time. */
  RunRequest after(Duration waiting) {
    return new RunRequest(runId, asked, waiting, heartbeat, plan);
  }

  String toJson() {
    Written beside = new Written(runId, asked, waited, heartbeat);
    Map<String, Object> json = new RecordWriter(TypeRegistry.empty()).write(beside, "request");
    json.put("plan", JsonTree.parse(plan));
    return JsonTree.print(json);
  }

  static RunRequest fromJson(String json) {
    try {
      Map<?, ?> tree = JsonTree.parse(json);
      RecordReader reader = new RecordReader(TypeRegistry.empty());
      Written beside = reader.read(tree, Written.class, "request");
      String plan = JsonTree.print(RecordReader.object(tree.get("plan"), "request.plan"));
      return new RunRequest(
          beside.runId(), beside.asked(), beside.waited(), beside.heartbeat(), plan);
    } catch (JsonRefusal e) {
      throw new InvalidWorkflowException(
          "this request cannot be read: " + e.message(), e.next(), e);
    }
  }
}
