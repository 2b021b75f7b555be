package dev.neonflow.workflows.temporal;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.WorkflowStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs many plans of four steps that do nothing, and says what that took. */
public final class ManyRunsMain {

  static final String IN_PROCESS = "in this process";
  static final int RUNS = 1_000;
  static final int AT_ONCE = 50;

  private static final int TO_WARM_UP = 200;
  private static final String QUEUE = "many";

  private final Neonflow neonflow;

  private ManyRunsMain(Neonflow neonflow) {
    this.neonflow = neonflow;
  }

  /** Arguments: a directory, and the server or {@link #IN_PROCESS}. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    if (arguments[1].equals(IN_PROCESS)) {
      new ManyRunsMain(settings(directory).build()).measure();
      return;
    }
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(arguments[1]).build());
    WorkflowClient client = WorkflowClient.newInstance(stubs);
    TemporalWorker worker = TemporalWorker.start(client, QUEUE, settings(directory).build());
    TemporalEngine engine = TemporalEngine.of(client, QUEUE);
    new ManyRunsMain(settings(directory).engine(engine).build()).measure();
    worker.shutdown(Duration.ZERO);
    stubs.shutdownNow();
  }

  private static NeonflowBuilder settings(Path directory) {
    URI nowhere = URI.create("http://127.0.0.1:1/api/v2");
    return Neonflow.builder(Neon.builder(Secret.of("key")).apiBase(nowhere).build())
        .projectId("many")
        .repository("acme/shop")
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"));
  }

  private void measure() throws Exception {
    run("warm", TO_WARM_UP);
    long rss = Memory.rss(ProcessHandle.current().pid());
    long heap = Memory.heap();
    long begin = System.nanoTime();
    long[] nanos = run("run", RUNS);
    double seconds = (System.nanoTime() - begin) / 1e9;
    Arrays.sort(nanos);
    System.out.println(
        new ManyRuns(
                RUNS / seconds,
                nanos[RUNS / 2] / 1e6,
                nanos[RUNS * 95 / 100] / 1e6,
                rss,
                Memory.rss(ProcessHandle.current().pid()),
                heap,
                Memory.heap())
            .line());
  }

  private long[] run(String prefix, int runs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Long>> all = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        CustomWorkflow workflow = neonflow.workflow(prefix + "-" + i);
        for (int step = 1; step <= 4; step++) {
          workflow = workflow.then(new Nothing("step-" + step));
        }
        CustomWorkflow ready = workflow;
        all.add(threads.submit(() -> took(ready)));
      }
      long[] nanos = new long[runs];
      for (int i = 0; i < runs; i++) {
        nanos[i] = all.get(i).get();
      }
      return nanos;
    } finally {
      threads.shutdown();
    }
  }

  private static long took(CustomWorkflow workflow) {
    long begin = System.nanoTime();
    if (workflow.run().status() != WorkflowStatus.SUCCEEDED) {
      throw new IllegalStateException("a step that does nothing failed");
    }
    return System.nanoTime() - begin;
  }
}
