package dev.neonflow.crash;

import dev.neonflow.cli.Program;
import dev.neonflow.cli.SweepOptions;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code sweep}, as the script has it, which is no class that tests can see. */
@Command(name = "sweep")
public final class SweepAll implements Callable<Integer> {

  @Mixin private SweepOptions options;

  @Override
  public Integer call() {
    return options.run(UnaryOperator.identity());
  }

  /** Runs as a program. */
  public static void main(String[] args) {
    Program.main(new SweepAll(), args);
  }

  private SweepAll() {}
}
