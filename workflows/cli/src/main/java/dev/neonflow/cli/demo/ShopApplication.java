package dev.neonflow.cli.demo;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The application as a process that outlives its tour, and how to find it again.
 *
 * @param directory where it runs
 */
record ShopApplication(Path directory) {

  /** The arguments of java: a class path is too long to be shown. */
  private static final String ARGUMENTS = "shop.args";

  private static final String PROJECT = "project";

  /** Writes down what starting and finding it needs. */
  void prepare(String projectId) throws IOException {
    String classPath = System.getProperty("java.class.path").replace("\\", "\\\\");
    Files.writeString(
        directory.resolve(ARGUMENTS),
        "-XX:TieredStopAtLevel=1\n-XX:+UseSerialGC\n-cp \""
            + classPath
            + "\"\n"
            + ShopPage.class.getName()
            + "\n");
    Files.writeString(directory.resolve(PROJECT), projectId);
  }

  ProcessDeployer deployer() {
    return ProcessDeployer.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + ARGUMENTS)
        .in(directory)
        .stateDir(directory.resolve("process"));
  }

  /** The entry point to the workflows, with all that is particular to the shop. */
  NeonflowBuilder neonflow(Neon neon, String projectId) {
    return Neonflow.builder(neon)
        .projectId(projectId)
        .repository("acme/shop")
        .gitBranch("customer-levels")
        .commit("5f0c1e2d7a9b4c3e8d6f1a2b3c4d5e6f7a8b9c0d")
        .directory(directory)
        .lockDirectory(directory.resolve("locks"))
        .environment(name -> null);
  }

  /** Ends it if it runs. Needs no Neon, which may be gone already. */
  void stop() throws IOException {
    Path project = directory.resolve(PROJECT);
    if (!Files.exists(project)) {
      return;
    }
    URI nowhere = URI.create("http://127.0.0.1:1/api/v2");
    try (Neon neon = Neon.builder(Secret.of("none")).apiBase(nowhere).build()) {
      neonflow(neon, Files.readString(project).strip())
          .deployer(deployer())
          .build()
          .teardown()
          .forPr(42)
          .destroyDeployment()
          .run();
    }
  }
}
