///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DESCRIPTION CI files that fit this repository: shows them, and writes them if you want

import dev.neonflow.cli.InitOptions;
import dev.neonflow.cli.Program;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow init}. */
@Command(
    name = "init",
    description = "Show CI files that fit this repository; --write writes them.")
final class init implements Callable<Integer> {

  @Mixin InitOptions options;

  @Override
  public Integer call() {
    return options.run(files -> files.preview().production().sweep());
  }

  public static void main(String[] args) {
    Program.main(new init(), args);
  }
}
