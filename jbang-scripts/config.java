///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DESCRIPTION Show each setting, and where its value comes from

import dev.neonflow.cli.ConfigOptions;
import dev.neonflow.cli.Program;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow config} and {@code neonflow config NAME}. */
@Command(
    name = "config",
    description = "Show each setting, and where its value comes from. Secrets are not shown.")
final class config implements Callable<Integer> {

  @Mixin ConfigOptions options;

  @Override
  public Integer call() {
    return options.show();
  }

  public static void main(String[] args) {
    Program.main(new config(), args);
  }
}
