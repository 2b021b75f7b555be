package dev.neonflow.cli.demo;

import dev.neonflow.cli.EmbeddedServer;
import dev.neonflow.cli.UserDirectories;
import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.EmbeddedNeonOptions;
import dev.neonflow.embedded.RunningServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The tour's embedded Neon: in this process, or in one of its own that may outlive it.
 *
 * @param stop ends it
 */
record DemoNeon(URI apiBase, String apiKey, String projectId, Runnable stop) {

  /** In this process, with data that goes when it is stopped. */
  static DemoNeon inProcess(Map<String, String> environment) {
    EmbeddedNeon neon =
        EmbeddedNeon.start(
            EmbeddedNeonOptions.defaults().cacheDir(UserDirectories.cache(environment)));
    return new DemoNeon(neon.apiBase(), neon.apiKey(), neon.projectId(), neon::close);
  }

  /** In a process of its own, with data that stays until {@link #delete}. */
  static DemoNeon ofItsOwn(Path data, Map<String, String> environment) {
    EmbeddedServer server = EmbeddedServer.in(data, environment);
    RunningServer running =
        server
            .running()
            .orElseGet(
                () -> server.startDetached(List.of("--port", "0"), "neonflow demo --keep -v"));
    return new DemoNeon(running.apiBase(), running.apiKey(), running.projectId(), server::stop);
  }

  /** Stops the one in a directory, if it runs, and removes its data. */
  static void delete(Path data, Map<String, String> environment) {
    EmbeddedServer.in(data, environment).stop();
    EmbeddedNeon.delete(data);
  }

  @Override
  public String toString() {
    return "DemoNeon[" + apiBase + ", " + projectId + "]";
  }
}
