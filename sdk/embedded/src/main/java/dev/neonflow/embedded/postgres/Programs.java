package dev.neonflow.embedded.postgres;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL's programs together with the way to run them. */
record Programs(Bundle bundle, Way way) {

  /** A command line that runs a program. */
  List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(bundle.program(program).toString());
    command.addAll(arguments);
    return way.command(command);
  }

  /** Runs a program to its end and fails with its last line when it failed. */
  void run(String program, List<String> arguments, Path dir) {
    check(program, Run.command(command(program, arguments), dir, ""));
  }

  /**
   * Runs statements on a data directory that no server runs on, without a network or a password.
   * The first error ends it.
   */
  void single(Path data, String database, boolean durable, List<String> statements) {
    List<String> arguments = new ArrayList<>(List.of("--single", "-j", "-D", data.toString()));
    arguments.addAll(Settings.arguments(Settings.common(durable)));
    arguments.addAll(List.of("-c", "exit_on_error=on", database));
    String input = String.join(";\n\n", statements) + ";\n\n";
    check("postgres", Run.command(command("postgres", arguments), Path.of("/"), input));
  }

  private static void check(String program, Run.Result result) {
    if (!result.ok()) {
      throw new PostgresException(program + " refused: " + ServerLog.reason(result.output()), null);
    }
  }
}
