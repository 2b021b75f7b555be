package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** What {@code completion} understands. */
@Examples({
  "source <(neonflow completion bash)",
  "neonflow completion zsh > ~/.neonflow-completion.zsh",
  "neonflow completion fish > ~/.config/fish/completions/neonflow.fish"
})
public final class CompletionOptions extends ProgramOptions {

  @Parameters(
      arity = "0..1",
      paramLabel = "bash|zsh|fish",
      description = "The shell that is to complete.")
  private @Nullable String shell;

  /** Made by the parser. */
  public CompletionOptions() {}

  /** Prints the script. */
  public int print() {
    if (shell == null) {
      throw PreconditionException.usage(
          "the shell is missing: bash, zsh or fish", "neonflow completion bash");
    }
    String word = Choice.of("the shell", shell, "bash", "zsh", "fish");
    String script = word.equals("fish") ? FishCompletion.script() : Completion.script();
    return succeed(script, Map.of("shell", word, "script", script));
  }
}
