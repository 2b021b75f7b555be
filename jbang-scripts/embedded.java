///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DESCRIPTION An embedded Neon as a server on this machine: start, stop, status, env

import dev.neonflow.cli.EmbeddedOptions;
import dev.neonflow.cli.EmbeddedStartOptions;
import dev.neonflow.cli.Examples;
import dev.neonflow.cli.Program;
import dev.neonflow.embedded.EmbeddedNeon;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow embedded start}, {@code stop}, {@code status} and {@code env}. */
@Command(name = "embedded", description = "Neon's API over real PostgreSQL, on this machine.")
final class embedded {

  @Command(description = "Serve until stopped; with --detach in the background.")
  int start(@Mixin EmbeddedStartOptions options) {
    if (options.detaches()) {
      return options.startDetached();
    }
    try (EmbeddedNeon neon = EmbeddedNeon.start(options.neon())) {
      return options.serve(neon);
    }
  }

  @Examples("neonflow embedded stop")
  @Command(description = "Stop the one that runs; its data stays.")
  int stop(@Mixin EmbeddedOptions options) {
    return options.stop();
  }

  @Examples("neonflow embedded status --output json")
  @Command(description = "Say whether one runs, and where.")
  int status(@Mixin EmbeddedOptions options) {
    return options.status();
  }

  @Examples("eval \"$(neonflow embedded env)\"")
  @Command(description = "Print what a shell needs to use it: eval \"$(neonflow embedded env)\".")
  int env(@Mixin EmbeddedOptions options) {
    return options.env();
  }

  public static void main(String[] args) {
    Program.main(new embedded(), args);
  }
}
