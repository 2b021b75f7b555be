package dev.neonflow.crash;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs a scenario up to a moment, says so on standard output, and waits there to be killed. */
public final class Victim {

  static final String REACHED = "reached";

  /** Arguments: directory, API base, project id, scenario, moment. */
  public static void main(String[] args) throws Exception {
    Workspace workspace =
        new Workspace(
            Path.of(args[0]), URI.create(args[1]), System.getenv("NEON_API_KEY"), args[2]);
    Trace trace = new Trace(moment -> waitIf(moment.equals(args[4])));
    Scene scene = workspace.scene(trace);
    Scenarios.named(args[3]).body().run(scene);
    scene.neon().close();
    System.out.println("ended");
  }

  private static void waitIf(boolean reached) {
    if (reached) {
      System.out.println(REACHED);
      System.out.flush();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Victim() {}
}
