package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.deploy.DeploymentRef;
import dev.neonflow.workflows.deploy.RemoteDeployerContract;
import dev.neonflow.workflows.internal.process.ProcessIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A platform with an API and a program of its own. */
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
final class FlyDeployerContractTest extends RemoteDeployerContract {
  private static final String ANY = ".*";

  @TempDir Path dir;
  private FlyScene scene;

  @BeforeEach
  void start() throws Exception {
    scene = new FlyScene(dir);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Override
  protected FlyDeployer deployer() {
    return scene.deployer().secrets("MAIL_KEY");
  }

  @Override
  protected FakeContext context(Subject subject) {
    return scene.context(subject);
  }

  @Override
  protected Set<String> there() {
    return Set.copyOf(scene.fly.apps.keySet());
  }

  private FakeFly.App app(DeploymentRef deployment) {
    return scene.fly.apps.get(deployment.name());
  }

  @Override
  protected String version(DeploymentRef deployment) {
    return ((Map<?, ?>) app(deployment).machines.get(0).get("config")).get("env").toString();
  }

  @Override
  protected String database(DeploymentRef deployment) {
    return app(deployment).secrets.get("DATABASE_URL");
  }

  @Override
  protected void putForeign(DeploymentRef deployment) {
    FakeFly.App app = new FakeFly.App("hidden");
    app.secrets.put("DATABASE_URL", "theirs");
    app.machines.add(scene.fly.machine("app", Map.of(), false));
    scene.fly.apps.put(deployment.name(), app);
  }

  @Override
  protected boolean isForeignIntact() {
    return app(ours).organization.equals("hidden")
        && app(ours).secrets.equals(Map.of("DATABASE_URL", "theirs"))
        && version(ours).equals("{}")
        && app(ours).machines.size() == 1;
  }

  @Override
  protected void stall() throws Exception {
    scene.flyctl.does(FlyctlStandIn.HANGS);
  }

  @Override
  protected boolean isStalled() {
    return scene.flyctl.hangs();
  }

  @Override
  protected void resume() throws Exception {
    scene.flyctl.does(FlyctlStandIn.DEPLOYS);
  }

  @Override
  protected boolean isIdle() throws Exception {
    return scene.flyctl.pids().stream().allMatch(pid -> ProcessIdentity.running(pid).isEmpty());
  }

  @Override
  protected List<String> traces() throws Exception {
    List<String> traces = new ArrayList<>(scene.flyctl.environments());
    scene.flyctl.calls().forEach(call -> traces.add(String.join(" ", call)));
    scene.fly.requests.forEach(request -> traces.add(request.line()));
    return traces;
  }

  @Override
  protected List<String> tokens() {
    return List.of(scene.token, scene.tokenPart, scene.mailKey);
  }

  private void trouble(boolean begins, int status) {
    String echo = "{\"error\":\"not with " + scene.token + "\"}";
    scene.fly.trouble = begins ? new FakeFly.Fault(ANY, status, echo, Map.of()) : null;
  }

  @Override
  protected void refuseCredentials(boolean refuse) {
    trouble(refuse, 401);
  }

  @Override
  protected void limitRate(boolean limit) {
    trouble(limit, 429);
  }

  @Override
  protected void cutNetwork(boolean cut) {
    trouble(cut, FakeFly.Fault.CUT);
  }
}
