///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DESCRIPTION One engineer's database branch: create, url, reset, delete, list

import dev.neonflow.cli.DevCreateOptions;
import dev.neonflow.cli.DevDeleteOptions;
import dev.neonflow.cli.DevListOptions;
import dev.neonflow.cli.DevResetOptions;
import dev.neonflow.cli.DevUrlOptions;
import dev.neonflow.cli.Program;
import dev.neonflow.workflows.DevBranches;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow dev create}, {@code url}, {@code reset}, {@code delete}, {@code list}. */
@Command(name = "dev", description = "One engineer's branch, dev/NAME.")
final class dev {

  @Command(description = "Make it; one that is there stays as it is.")
  int create(@Mixin DevCreateOptions options) {
    return options.run(dev -> dev.create(options.name(), options.branch()));
  }

  @Command(description = "Print how to connect, with the password.")
  int url(@Mixin DevUrlOptions options) {
    return options.run(dev -> dev.connection(options.name()));
  }

  @Command(description = "Give it its parent's present state; what was done on it is lost.")
  int reset(@Mixin DevResetOptions options) {
    return options.run(options::reset);
  }

  @Command(description = "Delete it.")
  int delete(@Mixin DevDeleteOptions options) {
    return options.run(dev -> dev.delete(options.name()));
  }

  @Command(description = "Print all engineers' branches.")
  int list(@Mixin DevListOptions options) {
    return options.run(DevBranches::list);
  }

  public static void main(String[] args) {
    Program.main(new dev(), args);
  }
}
