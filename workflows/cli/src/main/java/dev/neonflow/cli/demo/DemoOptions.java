package dev.neonflow.cli.demo;

import dev.neonflow.cli.ProgramOptions;
import picocli.CommandLine.Option;

/** What the tour understands. */
public final class DemoOptions extends ProgramOptions {

  @Option(
      names = "--keep",
      fallbackValue = "true",
      description = "Leave the preview running; --stop removes it.")
  private boolean keep;

  @Option(
      names = "--stop",
      fallbackValue = "true",
      description = "Remove what --keep left running.")
  private boolean stop;

  /** Made by a program. */
  public DemoOptions() {}

  /** Whether everything stays when the tour is over. */
  public boolean keeps() {
    return keep;
  }

  /** Whether there is no tour, but an end to what an earlier one kept. */
  public boolean stops() {
    return stop;
  }
}
