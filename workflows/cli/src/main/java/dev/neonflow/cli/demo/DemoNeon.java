package dev.neonflow.cli.demo;

import dev.neonflow.cli.EmbeddedServer;
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

  static DemoNeon inProcess(Path data) {
    EmbeddedNeon neon = EmbeddedNeon.start(EmbeddedNeonOptions.defaults().dataDir(data));
    return new DemoNeon(neon.apiBase(), neon.apiKey(), neon.projectId(), neon::close);
  }

  static DemoNeon ofItsOwn(Path data, Map<String, String> environment) {
    EmbeddedServer server = EmbeddedServer.in(data, environment);
    RunningServer running =
        server.running().orElseGet(() -> server.startDetached(List.of("--port", "0")));
    return new DemoNeon(running.apiBase(), running.apiKey(), running.projectId(), server::stop);
  }

  @Override
  public String toString() {
    return "DemoNeon[" + apiBase + ", " + projectId + "]";
  }
}
