///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DESCRIPTION Run a command, such as your tests, on a database branch that is gone afterwards

import dev.neonflow.cli.Program;
import dev.neonflow.cli.TestOptions;
import dev.neonflow.workflows.TestBranches;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow test -- COMMAND}. */
@Command(name = "test", description = "Run a command on a branch that is removed afterwards.")
final class test implements Callable<Integer> {

  @Mixin TestOptions options;

  @Override
  public Integer call() {
    return options.run(
        neonflow ->
            neonflow
                .testing()
                .like(options.branch())
                .when(options.migrates(), TestBranches::migrate));
  }

  public static void main(String[] args) {
    Program.main(new test(), args);
  }
}
