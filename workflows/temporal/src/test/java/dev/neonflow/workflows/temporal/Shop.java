package dev.neonflow.workflows.temporal;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import dev.neonflow.workflows.flyway.FlywayMigrator;
import dev.neonflow.workflows.report.FileReporter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A project with migrations and an application, as each process sees it.
 *
 * @param directory of the checkout, and of all that the tests note
 */
record Shop(Path directory, URI apiBase, String apiKey, String projectId) {

  /** What a waiting migration asks for. */
  static final int BRAKE = 7;

  /** Writes the files. */
  Shop prepared() throws IOException {
    Path migrations = Files.createDirectories(directory.resolve("migrations"));
    Files.writeString(
        migrations.resolve("V1__orders.sql"),
        "create table orders (id int primary key);\ninsert into orders values (1), (2);\n");
    return this;
  }

  /** The second migration of production waits for a lock in its middle. */
  void migrateSlowly() throws IOException {
    Files.writeString(
        directory.resolve("migrations").resolve("V2__paid.sql"),
        "insert into orders values (3);\n"
            + ("select pg_advisory_xact_lock(" + BRAKE + ");\n")
            + "alter table orders add paid boolean not null default false;\n");
  }

  NeonflowBuilder neonflow() {
    return Neonflow.builder(Neon.builder(Secret.of(apiKey)).apiBase(apiBase).build())
        .projectId(projectId)
        .repository("acme/shop")
        .gitBranch("checkout")
        .commit("0123456789abcdef0123456789abcdef01234567")
        .environment(name -> name.equals("SHOP_TOKEN") ? System.getenv(name) : null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"))
        .migrator(FlywayMigrator.from(directory.resolve("migrations")))
        .deployer(deployer())
        .reporter(FileReporter.to(report()));
  }

  /** Three steps and a report. */
  static PreviewWorkflow preview(Neonflow neonflow) {
    return neonflow.preview().forPr(42).migrate().deploy().comment();
  }

  private ProcessDeployer deployer() {
    List<String> command = JvmProcess.command(ShopApp.class, directory.toString());
    return ProcessDeployer.of(command.toArray(String[]::new)).stateDir(deployments());
  }

  Path deployments() {
    return directory.resolve("deployments");
  }

  Path report() {
    return directory.resolve("report.md");
  }

  /** One letter for each start of the application. */
  Path starts() {
    return directory.resolve("starts");
  }

  /** Without this file the application does not get ready. */
  Path open() {
    return directory.resolve("open");
  }
}
