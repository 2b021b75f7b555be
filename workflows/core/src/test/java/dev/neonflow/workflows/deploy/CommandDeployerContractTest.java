package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.internal.process.ProcessIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A platform with a command line tool. */
@EnabledOnOs(OS.LINUX)
final class CommandDeployerContractTest extends RemoteDeployerContract {
  @TempDir Path dir;
  private CommandPlatform platform;

  @BeforeEach
  void start() throws Exception {
    platform = new CommandPlatform(dir);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Override
  protected CommandDeployer deployer() {
    String tool = platform.tool.toString();
    return CommandDeployer.shell(tool + " deploy")
        .destroyedBy(tool + " destroy")
        .listedBy(tool + " list")
        .secrets("PLATFORM_TOKEN")
        .in(dir);
  }

  @Override
  protected Set<String> there() throws Exception {
    return platform.applications();
  }

  private List<String> app(DeploymentRef deployment) throws Exception {
    return platform.read("apps/" + deployment.name()).lines().toList();
  }

  @Override
  protected String version(DeploymentRef deployment) throws Exception {
    return app(deployment).get(1);
  }

  @Override
  protected String database(DeploymentRef deployment) throws Exception {
    return app(deployment).get(0);
  }

  @Override
  protected void putForeign(DeploymentRef deployment) throws Exception {
    platform.trouble("foreign/" + deployment.name(), true);
  }

  @Override
  protected boolean isForeignIntact() {
    return platform.has("foreign/" + ours.name());
  }

  @Override
  protected void stall() throws Exception {
    platform.trouble("stall", true);
  }

  @Override
  protected boolean isStalled() {
    return platform.has("stalled");
  }

  @Override
  protected void resume() throws Exception {
    platform.trouble("stall", false);
  }

  @Override
  protected boolean isIdle() throws Exception {
    long pid = Long.parseLong(platform.read("stalled").strip());
    return ProcessIdentity.running(pid).isEmpty();
  }

  @Override
  protected List<String> traces() throws Exception {
    return List.of(platform.read("argv"));
  }

  @Override
  protected List<String> tokens() {
    return List.of(CommandPlatform.TOKEN);
  }

  @Override
  protected void refuseCredentials(boolean refuse) throws Exception {
    platform.trouble("refuse", refuse);
  }

  @Override
  protected void limitRate(boolean limit) throws Exception {
    platform.trouble("limit", limit);
  }

  @Override
  protected void cutNetwork(boolean cut) throws Exception {
    platform.trouble("cut", cut);
  }
}
