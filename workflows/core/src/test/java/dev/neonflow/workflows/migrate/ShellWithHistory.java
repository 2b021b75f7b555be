package dev.neonflow.workflows.migrate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A line of shell in the place of a tool whose history is known. */
record ShellWithHistory(String line, Path directory, ToolHistory history) implements ToolCommand {

  @Override
  public String tool() {
    return "tool";
  }

  @Override
  public String describe() {
    return "the tool";
  }

  @Override
  public Invocation invocation() {
    return new Invocation(List.of(line), directory, true, false);
  }

  @Override
  public Optional<ToolHistory> knownHistory() {
    return Optional.of(history);
  }
}
