///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DESCRIPTION Print what bash, zsh or fish completes neonflow's commands with

import dev.neonflow.cli.CompletionOptions;
import dev.neonflow.cli.Program;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow completion bash}, {@code zsh} and {@code fish}. */
@Command(
    name = "completion",
    description = "Print a script by which a shell completes commands, options and their words.")
final class completion implements Callable<Integer> {

  @Mixin CompletionOptions options;

  @Override
  public Integer call() {
    return options.print();
  }

  public static void main(String[] args) {
    Program.main(new completion(), args);
  }
}
