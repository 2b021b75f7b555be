package dev.neonflow.cli;

import dev.neonflow.cli.demo.DemoOptions;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command that Neonflow comes with. The scripts are programs of their own, which know nothing of
 * each other; whoever needs all of them finds them here.
 *
 * @param name as it is typed after {@code neonflow}
 * @param options what it understands
 */
record KnownCommand(String name, Class<? extends ProgramOptions> options) {

  /** All of them. */
  static final List<KnownCommand> ALL =
      List.of(
          new KnownCommand("completion", CompletionOptions.class),
          new KnownCommand("config", ConfigOptions.class),
          new KnownCommand("demo", DemoOptions.class),
          new KnownCommand("dev create", DevCreateOptions.class),
          new KnownCommand("dev url", DevUrlOptions.class),
          new KnownCommand("dev reset", DevResetOptions.class),
          new KnownCommand("dev delete", DevDeleteOptions.class),
          new KnownCommand("dev list", DevListOptions.class),
          new KnownCommand("doctor", DoctorOptions.class),
          new KnownCommand("embedded start", EmbeddedStartOptions.class),
          new KnownCommand("embedded stop", EmbeddedOptions.class),
          new KnownCommand("embedded status", EmbeddedOptions.class),
          new KnownCommand("embedded env", EmbeddedOptions.class),
          new KnownCommand("init", InitOptions.class),
          new KnownCommand("preview up", PreviewUpOptions.class),
          new KnownCommand("preview down", PreviewDownOptions.class),
          new KnownCommand("production deploy", ProductionDeployOptions.class),
          new KnownCommand("production rollback", ProductionRollbackOptions.class),
          new KnownCommand("staging refresh", StagingRefreshOptions.class),
          new KnownCommand("sweep", SweepOptions.class),
          new KnownCommand("test", TestOptions.class),
          new KnownCommand("worker", WorkerOptions.class));

  /** Its options, with those that every command has. */
  CommandSpec spec() {
    return CommandSpec.forAnnotatedObject(options).mixinStandardHelpOptions(true);
  }
}
