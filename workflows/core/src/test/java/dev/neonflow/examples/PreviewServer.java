package dev.neonflow.examples;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

// region server
/** Previews as a service: eight at a time, the others wait in the pool's queue. */
final class PreviewServer implements AutoCloseable {

  private final ExecutorService pool = Executors.newFixedThreadPool(8);
  private final Map<Integer, WorkflowRun> running = new ConcurrentHashMap<>();
  private final Neonflow neonflow; // immutable: one for all threads

  PreviewServer(Neonflow neonflow) {
    this.neonflow = neonflow;
  }

  /** Completes with the result, whether the run succeeded or not. */
  CompletableFuture<WorkflowResult> open(int pullRequest) {
    return CompletableFuture.supplyAsync(() -> run(pullRequest), pool);
  }

  private WorkflowResult run(int pullRequest) {
    WorkflowRun run = neonflow.preview().forPr(pullRequest).migrate().start();
    running.put(pullRequest, run);
    try {
      return run.await();
    } finally {
      running.remove(pullRequest, run);
    }
  }

  /** Cancelling the future would leave the run alone; this ends it. */
  void cancel(int pullRequest) {
    WorkflowRun run = running.get(pullRequest);
    if (run != null) {
      run.cancel("cancelled in the server");
    }
  }

  /** Ends what runs and starts nothing more. */
  @Override
  public void close() {
    pool.shutdownNow(); // a thread that waits in await() cancels its run
  }
}
// end
