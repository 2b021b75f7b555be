package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.ci.FilePullRequests;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import java.net.URI;
import java.nio.file.Path;

/** Sweeps and is gone, as by {@code kill -9}, when it reports a progress for the n-th time. */
final class SweepAndHalt {
  private SweepAndHalt() {}

  /** Arguments: API base, project id, directory, after how many. The key is in NEON_API_KEY. */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[2]);
    int[] left = {Integer.parseInt(arguments[3])};
    neonflow(URI.create(arguments[0]), System.getenv("NEON_API_KEY"), arguments[1], directory)
        .listener(
            event -> {
              if (event instanceof WorkflowEvent.StepProgress && --left[0] == 0) {
                Runtime.getRuntime().halt(9);
              }
            })
        .build()
        .sweep()
        .previews(new FilePullRequests(directory.resolve("open.txt")))
        .run();
  }

  static NeonflowBuilder neonflow(URI apiBase, String apiKey, String projectId, Path directory) {
    return Neonflow.builder(Neon.builder(Secret.of(apiKey)).apiBase(apiBase).build())
        .projectId(projectId)
        .repository("acme/shop")
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"))
        .deployer(ProcessDeployer.of("true").stateDir(directory.resolve("state")));
  }
}
