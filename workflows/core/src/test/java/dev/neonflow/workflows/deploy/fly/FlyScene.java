package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DeploymentNames;
import dev.neonflow.workflows.deploy.DeploymentRef;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Fly, flyctl, an application and secrets that are found nowhere else. */
final class FlyScene implements Closeable {
  static final String ORG = "acme";

  final String tokenPart = "fm2_" + UUID.randomUUID();
  final String token = "FlyV1 " + tokenPart + ",fm2_" + UUID.randomUUID();
  final String mailKey = "mail key+" + UUID.randomUUID() + "/%\"";
  final FakeFly fly;
  final FlyctlStandIn flyctl;
  final Path directory;

  FlyScene(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory.resolve("application"));
    Files.writeString(this.directory.resolve("fly.toml"), "app = 'shop'\n[env]\n  A = 'b'\n");
    Path standIn = Files.createDirectories(directory.resolve("standin"));
    flyctl = new FlyctlStandIn(standIn);
    fly = new FakeFly(standIn);
    fly.tokens.put("Bearer " + token, List.of(ORG, "second"));
  }

  FlyDeployer deployer() {
    return FlyDeployer.org(ORG)
        .in(directory)
        .readyWithin(Duration.ofSeconds(20))
        .access(new FlyAccess(fly.base(), fly.site(), flyctl.program().toString(), null));
  }

  FakeContext context(String commit) {
    return context(FakeContext.subject(42, commit));
  }

  FakeContext context(Subject subject) {
    FakeContext context = new FakeContext(subject);
    context.skipsPauses = true;
    context.secrets =
        name ->
            switch (name) {
              case "FLY_API_TOKEN" -> Secret.of(token);
              case "MAIL_KEY" -> Secret.of(mailKey);
              default -> throw new IllegalArgumentException(name);
            };
    return context;
  }

  Deployment deploy(FlyDeployer deployer, String commit) throws Exception {
    return deploy(deployer, context(commit));
  }

  Deployment deploy(FlyDeployer deployer, FakeContext context) throws Exception {
    BranchRef branch =
        new BranchRef(
            "br-a-1",
            "preview/pr-42",
            true,
            "main",
            null,
            "ep-a-1.neon.tech",
            "neondb",
            "neondb_owner",
            null,
            "new");
    DeploymentRef name = DeploymentNames.of(context.subject());
    return deployer.deploy(new DeployRequest(name, branch, FakeContext.uris()), context);
  }

  boolean destroy(FlyDeployer deployer) throws Exception {
    FakeContext context = context("c1");
    return deployer.destroy(ref(), context);
  }

  static DeploymentRef ref() {
    return DeploymentNames.of(FakeContext.subject(42, "c1"));
  }

  static Subject production() {
    return new Subject("production/silent-hall-1", "silent-hall-1", "acme/shop", null, null, "c1");
  }

  String name() {
    return ref().name();
  }

  FakeFly.App app() {
    return fly.apps.get(name());
  }

  /** What a failure says is left. */
  static String left(Throwable error) {
    return ((DeployFailedException) error.getSuppressed()[0]).left().orElseThrow();
  }

  void fault(String line, int status) {
    fault(line, status, "{}", Map.of());
  }

  void fault(String line, int status, String body, Map<String, String> headers) {
    fly.faults.add(new FakeFly.Fault(line, status, body, headers));
  }

  @Override
  public void close() {
    fly.close();
  }
}
