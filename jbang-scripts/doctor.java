///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DESCRIPTION Check credentials, tools and CI files before anything happens

import dev.neonflow.cli.DoctorOptions;
import dev.neonflow.cli.Program;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow doctor}. */
@Command(name = "doctor", description = "Check everything first; changes nothing.")
final class doctor implements Callable<Integer> {

  @Mixin DoctorOptions options;

  @Override
  public Integer call() {
    return options.run(look -> look.neon().deployment().reports().tools().ci());
  }

  public static void main(String[] args) {
    Program.main(new doctor(), args);
  }
}
