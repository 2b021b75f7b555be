package dev.neonflow.workflows.deploy.vercel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DeploymentNames;
import dev.neonflow.workflows.deploy.DeploymentRef;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;

/** A deployer, a run, and Vercel as they meet it. */
abstract class VercelScene {
  static final BranchRef BRANCH = null;

  final FakeVercel vercel = new FakeVercel();
  final VercelDeployer deployer = VercelDeployer.project("shop").team("acme").api(vercel.api());
  final FakeContext context = quick("c1");

  @AfterEach
  final void stop() {
    vercel.close();
  }

  static FakeContext quick(String commit) {
    FakeContext context = FakeContext.forCommit(commit);
    context.skipsPauses = true;
    return context;
  }

  static DeploymentRef name(FakeContext context) {
    return DeploymentNames.of(context.subject());
  }

  Deployment deploy(FakeContext with) {
    return deploy(deployer, with, FakeContext.uris());
  }

  static Deployment deploy(VercelDeployer deployer, FakeContext with, ConnectionUris uris) {
    return deployer.deploy(new DeployRequest(name(with), BRANCH, uris), with);
  }

  <T extends Throwable> T refused(Class<T> type) {
    return assertThrows(type, () -> deploy(context));
  }

  FakeVercelProject.Deployment newest() {
    return vercel.project.newest("feature");
  }

  static MockResponse cut() {
    return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
  }

  static Subject subject(String key, String gitBranch) {
    return new Subject(key, "p", "acme/shop", 1, gitBranch, "c1");
  }
}
