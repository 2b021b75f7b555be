package dev.neonflow.cli;

import dev.neonflow.embedded.EmbeddedNeon;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The process behind an embedded Neon that runs in the background. */
@Command(name = "embedded", description = "Serves an embedded Neon until it is stopped.")
@SuppressWarnings("NullAway.Init") // set by picocli
final class EmbeddedMain implements Callable<Integer> {

  @Mixin private EmbeddedStartOptions options;

  /** Serves. */
  public static void main(String[] args) {
    Program.main(new EmbeddedMain(), args);
  }

  @Override
  public Integer call() {
    try (EmbeddedNeon neon = EmbeddedNeon.start(options.neon())) {
      return options.serve(neon);
    }
  }
}
