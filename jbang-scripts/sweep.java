///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DESCRIPTION Remove previews whose pull request is closed or whose lease ended

import dev.neonflow.cli.Program;
import dev.neonflow.cli.SweepOptions;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow sweep --pull-requests FILE}. */
@Command(name = "sweep", description = "Remove what closed pull requests left behind.")
final class sweep implements Callable<Integer> {

  @Mixin SweepOptions options;

  @Override
  public Integer call() {
    return options.run(UnaryOperator.identity());
  }

  public static void main(String[] args) {
    Program.main(new sweep(), args);
  }
}
