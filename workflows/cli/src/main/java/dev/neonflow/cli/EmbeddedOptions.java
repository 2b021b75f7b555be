package dev.neonflow.cli;

import dev.neonflow.embedded.RunningServer;
import dev.neonflow.workflows.PreconditionException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands about an embedded Neon understand. */
public class EmbeddedOptions extends ProgramOptions {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where its data lies (default: neonflow/embedded in $XDG_DATA_HOME or"
              + " ~/.local/share).")
  private @Nullable Path dataDir;

  /** Made by a program. */
  public EmbeddedOptions() {}

  /** Ends the one that runs; having none is fine. */
  public int stop() {
    EmbeddedServer server = server();
    Optional<Long> stopped = server.stop();
    String text =
        stopped.map(pid -> "stopped (process " + pid + ")").orElse("not running: " + where());
    return results().succeeded(text, Map.of("stopped", stopped.isPresent()));
  }

  /** Says whether one runs, and where; the exit code says it, too. */
  public int status() {
    Optional<RunningServer> running = server().running();
    if (running.isEmpty()) {
      throw notRunning();
    }
    RunningServer found = running.get();
    return results()
        .succeeded(
            "running at "
                + found.apiBase()
                + " (process "
                + found.pid()
                + ", project "
                + found.projectId()
                + ", data in "
                + where()
                + ")",
            fields(found));
  }

  /** Prints what a shell evaluates to use it. */
  public int env() {
    RunningServer found = server().running().orElseThrow(this::notRunning);
    terminal().mask(found.apiKey());
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("NEON_API_HOST", found.apiBase().toString());
    variables.put("NEON_API_KEY", found.apiKey());
    variables.put("NEON_PROJECT_ID", found.projectId());
    StringBuilder line = new StringBuilder("export");
    variables.forEach(
        (name, value) -> line.append(' ').append(name).append('=').append(Shell.quoted(value)));
    return results().succeeded(line.toString(), variables);
  }

  final EmbeddedServer server() {
    Map<String, String> environment = program().environment();
    return dataDir == null
        ? EmbeddedServer.usual(environment)
        : EmbeddedServer.in(program().directory().resolve(dataDir), environment);
  }

  final Path where() {
    return server().directory();
  }

  static Map<String, Object> fields(RunningServer server) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("api_host", server.apiBase().toString());
    fields.put("project_id", server.projectId());
    fields.put("pid", server.pid());
    return fields;
  }

  private PreconditionException notRunning() {
    return PreconditionException.state(
        "no embedded Neon runs in " + where(),
        "neonflow embedded start --detach"
            + (dataDir == null ? "" : " --data-dir " + Shell.quoted(where().toString())),
        null);
  }
}
