package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.internal.Digests;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a process was started for. Written before it starts; holds no secret.
 *
 * @param start names this start; the process's record and its environment carry it
 * @param port the port it was given
 * @param commit the commit, or null if unknown
 * @param connection a digest of the URLs of its database
 * @param command a digest of its command and directory
 */
record ProcessState(
    String start, int port, @Nullable String commit, String connection, String command) {
  private static final String FORMAT = "neonflow-process 1";

  /** The state of a start for this request. */
  static ProcessState of(String start, int port, DeployRequest request, ProcessDeployer deployer) {
    ConnectionUris uris = request.connection();
    String directory = deployer.directory().toAbsolutePath().normalize().toString();
    return new ProcessState(
        start,
        port,
        request.deployment().subject().commit(),
        Digests.sha256(uris.direct().uri().reveal() + "\n" + uris.pooled().uri().reveal()),
        Digests.sha256(String.join("\0", deployer.argv()) + "\n" + directory));
  }

  /** The line of the text form by which a process knows that its start still counts. */
  String startLine() {
    return "start=" + start;
  }

  /** Whether a process started for this is what is wanted now. */
  boolean isSameAs(ProcessState wanted) {
    return commit != null
        && commit.equals(wanted.commit)
        && connection.equals(wanted.connection)
        && command.equals(wanted.command);
  }

  /** The text form: a line that names the format, then one line per value. */
  String toText() {
    return String.join(
        "\n",
        FORMAT,
        startLine(),
        "port=" + port,
        "commit=" + (commit == null ? "" : commit),
        "connection=" + connection,
        "command=" + command,
        "");
  }

  /** Reads the text form; empty if it is another. */
  static Optional<ProcessState> parse(String text) {
    if (!text.startsWith(FORMAT + "\n")) {
      return Optional.empty();
    }
    Map<String, String> values =
        text.lines()
            .filter(line -> line.indexOf('=') > 0)
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf('=')),
                    line -> line.substring(line.indexOf('=') + 1),
                    (first, second) -> second,
                    LinkedHashMap::new));
    String port = values.getOrDefault("port", "");
    String start = values.getOrDefault("start", "");
    if (!port.matches("[0-9]{1,5}") || start.isEmpty()) {
      return Optional.empty();
    }
    String commit = values.getOrDefault("commit", "");
    return Optional.of(
        new ProcessState(
            start,
            Integer.parseInt(port),
            commit.isEmpty() ? null : commit,
            values.getOrDefault("connection", ""),
            values.getOrDefault("command", "")));
  }
}
