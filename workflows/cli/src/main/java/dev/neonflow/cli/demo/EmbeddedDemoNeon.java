package dev.neonflow.cli.demo;

import dev.neonflow.cli.EmbeddedServer;
import dev.neonflow.cli.UserDirectories;
import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.EmbeddedNeonOptions;
import dev.neonflow.embedded.RunningServer;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.TeardownWorkflow;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An embedded Neon: in this process, or in one of its own that may outlive it.
 *
 * @param data where its own process keeps its data; there may be none
 * @param stop ends it
 */
record EmbeddedDemoNeon(Neon neon, String projectId, Path data, Runnable stop) implements DemoNeon {

  /** In this process, with data that goes when it is stopped. */
  static EmbeddedDemoNeon inProcess(Path data, Map<String, String> environment) {
    EmbeddedNeon neon =
        EmbeddedNeon.start(
            EmbeddedNeonOptions.defaults().cacheDir(UserDirectories.cache(environment)));
    Neon client = client(neon.apiKey(), neon.apiBase());
    return new EmbeddedDemoNeon(client, neon.projectId(), data, neon::close);
  }

  /** In a process of its own, with data that stays until {@link #delete}. */
  static EmbeddedDemoNeon ofItsOwn(Path data, Map<String, String> environment) {
    EmbeddedServer server = EmbeddedServer.in(data, environment);
    RunningServer running =
        server
            .running()
            .orElseGet(
                () -> server.startDetached(List.of("--port", "0"), "neonflow demo --keep -v"));
    Neon client = client(running.apiKey(), running.apiBase());
    return new EmbeddedDemoNeon(client, running.projectId(), data, server::stop);
  }

  private static Neon client(String apiKey, URI apiBase) {
    return Neon.builder(Secret.of(apiKey)).apiBase(apiBase).build();
  }

  /** Stops the one in a directory, if it runs, and removes its data. */
  static void delete(Path data, Map<String, String> environment) {
    EmbeddedServer.in(data, environment).stop();
    EmbeddedNeon.delete(data);
  }

  @Override
  public ConnectionUri production(Tour tour, Neonflow neonflow) {
    String main =
        neon.branches().list(projectId, ListBranches.all()).items().stream()
            .map(AnnotatedBranch::branch)
            .filter(branch -> branch.isDefault())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the project has no default branch"))
            .id();
    return neon.connectionUris()
        .get(projectId, ConnectionUriQuery.of("neondb", "neondb_owner").branchId(main))
        .direct();
  }

  @Override
  public String productionBranch() {
    return "main";
  }

  @Override
  public NeonflowBuilder tell(NeonflowBuilder builder) {
    return builder;
  }

  @Override
  public PreviewWorkflow preview(PreviewWorkflow preview) {
    return preview;
  }

  @Override
  public TeardownWorkflow teardown(TeardownWorkflow teardown) {
    return teardown;
  }

  /** The branches go with their Neon. */
  @Override
  public void remove(Neonflow neonflow) {
    stop.run();
    EmbeddedNeon.delete(data);
  }

  @Override
  public void close() {
    neon.close();
  }

  @Override
  public String toString() {
    return "EmbeddedDemoNeon[" + projectId + "]";
  }
}
