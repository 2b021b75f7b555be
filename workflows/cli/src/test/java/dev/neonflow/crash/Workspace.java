package dev.neonflow.crash;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.Workflow;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import dev.neonflow.workflows.flyway.FlywayMigrator;
import dev.neonflow.workflows.report.FileReporter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory with migrations and an application, and the workflows on it: the same in the process
 * that is killed and in the one that looks at what is left.
 */
record Workspace(Path directory, URI apiBase, String apiKey, String projectId) {

  static final int PULL_REQUEST = 7;

  Workspace prepared() throws IOException {
    Path migrations = Files.createDirectories(directory.resolve("migrations"));
    Files.writeString(migrations.resolve("V1__one.sql"), "create table one (id int);\n");
    Files.writeString(migrations.resolve("V2__two.sql"), "insert into one values (1), (2);\n");
    return this;
  }

  Workflow<?> up(Neon neon) {
    return neonflow(neon).preview().forPr(PULL_REQUEST).migrate().deploy().comment();
  }

  Workflow<?> down(Neon neon) {
    return neonflow(neon)
        .teardown()
        .forPr(PULL_REQUEST)
        .destroyDeployment()
        .deleteBranch()
        .comment();
  }

  Neon neon() {
    return Neon.builder(Secret.of(apiKey)).apiBase(apiBase).build();
  }

  Path report() {
    return directory.resolve("report.md");
  }

  Path state() {
    return directory.resolve("state");
  }

  /** Stands in the command line of the application, and of nothing else. */
  String marker() {
    return "-Dworkspace=" + directory;
  }

  /** All that the application needs; the rest of the class path would only make it start later. */
  private static String ownClasses() {
    return Path.of(
            URI.create(
                SmallApp.class.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  private Neonflow neonflow(Neon neon) {
    return Neonflow.builder(neon)
        .projectId(projectId)
        .repository("acme/shop")
        .gitBranch("feature")
        .commit("0123456789abcdef0123456789abcdef01234567")
        .directory(directory)
        .lockDirectory(directory.resolve("locks"))
        .environment(name -> null)
        .migrator(FlywayMigrator.from(directory.resolve("migrations")))
        .deployer(
            ProcessDeployer.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    marker(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    ownClasses(),
                    SmallApp.class.getName())
                .in(directory)
                .stateDir(state()))
        .reporter(FileReporter.to(report()))
        .build();
  }
}
