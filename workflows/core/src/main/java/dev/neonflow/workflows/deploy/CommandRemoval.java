package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.Polling;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Removes what a {@link CommandDeployer} deployed. */
final class CommandRemoval {
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final Duration GONE_WITHIN = Duration.ofMinutes(1);

  private final CommandDeployer deployer;
  private final DeploymentRef deployment;
  private final StepContext context;

  CommandRemoval(CommandDeployer deployer, DeploymentRef deployment, StepContext context) {
    this.deployer = deployer;
    this.deployment = deployment;
    this.context = context;
  }

  /** Whether there was one; yes if nothing can tell. */
  boolean destroy() throws Exception {
    if (isGone()) {
      return false;
    }
    try {
      new PlatformCommands(deployer, context)
          .named(deployment)
          .run(deployer.destroy(), line -> context.progress(line, -1));
    } catch (DeployFailedException e) {
      throw new DeployFailedException(String.valueOf(e.getMessage()), e.next(), ours(), e);
    }
    boolean listed = !CommandDeployer.isBlank(deployer.list());
    if (listed && new Polling(context, TURN).until(GONE_WITHIN, this::whenGone).isEmpty()) {
      throw new DeployFailedException(
          ours() + " is still listed " + GONE_WITHIN.toSeconds() + " s after it was destroyed",
          "remove it by hand, or run again",
          ours(),
          null);
    }
    return true;
  }

  private boolean isGone() throws Exception {
    Optional<Set<String>> names = deployer.names(context);
    return names.isPresent() && !names.get().contains(deployment.name());
  }

  private Optional<Boolean> whenGone() throws Exception {
    return isGone() ? Optional.of(true) : Optional.empty();
  }

  private String ours() {
    return "deployment " + deployment.name() + " (" + deployer.platform() + ")";
  }
}
