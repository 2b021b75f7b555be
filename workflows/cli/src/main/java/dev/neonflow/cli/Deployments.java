package dev.neonflow.cli;

import dev.neonflow.workflows.ci.Environment;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import org.jspecify.annotations.Nullable;

/** Where applications run, as all commands understand it. */
final class Deployments {

  private Deployments() {}

  /**
   * The place that {@code --deploy} names, null if nothing was said.
   *
   * @throws dev.neonflow.workflows.PreconditionException if it is no place
   */
  static @Nullable String place(@Nullable String deploy) {
    Choice.refuseUnbuilt("--deploy", deploy, "fly", "vercel");
    return deploy == null ? null : Choice.of("--deploy", deploy, "none", "process", "command");
  }

  /** Processes of this machine, remembered where every command looks. */
  static ProcessDeployer process(ProcessDeployer deployer, Program program) {
    return deployer
        .in(program.directory())
        .stateDir(new Environment(program.environment()::get).deploymentsDirectory());
  }
}
