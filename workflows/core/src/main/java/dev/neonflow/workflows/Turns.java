package dev.neonflow.workflows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who works on a key or waits for it among the runs of one entry point, in the order in which they
 * came. Thread-safe.
 */
final class Turns {

  private final Map<String, List<WorkflowRun>> lines = new HashMap<>();

  /** Joins the line; what was in it before. */
  synchronized List<WorkflowRun> join(String key, WorkflowRun run) {
    List<WorkflowRun> line = lines.computeIfAbsent(key, unused -> new ArrayList<>());
    List<WorkflowRun> before = List.copyOf(line);
    line.add(run);
    return before;
  }

  /** Joins if nobody is there; else who is. */
  synchronized List<WorkflowRun> joinAlone(String key, WorkflowRun run) {
    List<WorkflowRun> line = lines.get(key);
    return line == null ? join(key, run) : List.copyOf(line);
  }

  /** Whose turn it is; there is somebody as long as this run has not left. */
  synchronized WorkflowRun first(String key) {
    return lines.getOrDefault(key, List.of()).get(0);
  }

  synchronized void leave(String key, WorkflowRun run) {
    List<WorkflowRun> line = lines.get(key);
    if (line != null) {
      line.removeIf(other -> other == run);
      if (line.isEmpty()) {
        lines.remove(key);
      }
    }
  }
}
