package dev.neonflow.workflows.deploy.vercel;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.deploy.DeploymentRef;
import dev.neonflow.workflows.deploy.RemoteDeployerContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A platform that builds each push itself; what is ours there are the variables. */
@Execution(ExecutionMode.CONCURRENT)
final class VercelDeployerContractTest extends RemoteDeployerContract {
  private final FakeVercel vercel = new FakeVercel();
  private final FakeVercelProject project = vercel.project;
  private final List<String> builds = project.build;

  @AfterEach
  void stop() {
    vercel.close();
  }

  @Override
  protected VercelDeployer deployer() {
    return VercelDeployer.project("shop").team("acme").api(vercel.api());
  }

  @Override
  protected FakeContext context(Subject subject) {
    FakeContext context = new FakeContext(subject);
    context.skipsPauses = true;
    return context;
  }

  @Override
  protected void pushed(Subject subject) {
    if (project.newestFirst(subject.gitBranch(), subject.commit()).isEmpty()) {
      vercel.push(subject.gitBranch(), subject.commit());
    }
  }

  @Override
  protected boolean urlsAreOfCommits() {
    return true;
  }

  @Override
  protected Set<String> there() {
    return project.variables.stream()
        .flatMap(one -> VariableMark.parse(one.text("comment")).stream())
        .map(VariableMark::deployment)
        .collect(Collectors.toSet());
  }

  private FakeVercelProject.Deployment newest(DeploymentRef deployment) {
    return project.newest(deployment.subject().gitBranch());
  }

  @Override
  protected String version(DeploymentRef deployment) {
    return newest(deployment).text("id");
  }

  @Override
  protected String database(DeploymentRef deployment) {
    return newest(deployment).variables.get(BranchVariables.POOLED);
  }

  @Override
  protected void putForeign(DeploymentRef deployment) {
    project.foreign(BranchVariables.POOLED, deployment.subject().gitBranch(), "");
  }

  @Override
  protected boolean isForeignIntact() {
    String gitBranch = ours.subject().gitBranch();
    return project.values(gitBranch).equals(Map.of(BranchVariables.POOLED, "theirs"))
        && project.variable(BranchVariables.POOLED, gitBranch).text("comment").isEmpty();
  }

  @Override
  protected void stall() {
    project.build = List.of("BUILDING");
  }

  /** Somebody looks at what was asked for. */
  @Override
  protected boolean isStalled() {
    return vercel.lines("GET").stream().anyMatch(line -> line.contains("/v13/deployments/"));
  }

  @Override
  protected void resume() {
    project.build = builds;
  }

  @Override
  protected boolean isIdle() {
    return !newest(ours).text("readyState").equals("BUILDING");
  }

  @Override
  protected List<String> traces() {
    List<String> traces = new ArrayList<>();
    vercel.calls.forEach(call -> traces.add(call.method() + " " + call.url()));
    project.variables.forEach(variable -> traces.add(variable.shown().toString()));
    return traces;
  }

  @Override
  protected List<String> tokens() {
    return List.of(FakeVercel.TOKEN);
  }

  private void trouble(boolean begins, MockResponse answer) {
    vercel.trouble = begins ? answer : null;
  }

  @Override
  protected void refuseCredentials(boolean refuse) {
    String echo = "Not authorized: " + FakeVercel.TOKEN;
    trouble(refuse, FakeVercel.error(403, "forbidden", echo, Map.of("invalidToken", true)));
  }

  @Override
  protected void limitRate(boolean limit) {
    String echo = "Too many requests of " + FakeVercel.TOKEN;
    trouble(limit, FakeVercel.error(429, "rate_limited", echo, Map.of()));
  }

  @Override
  protected void cutNetwork(boolean cut) {
    trouble(cut, VercelScene.cut());
  }
}
