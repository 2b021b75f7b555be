package dev.neonflow.workflows.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.HistoryCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A pull request that lacks a migration which its parent has, and one that lost its own. */
@Timeout(120)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
final class ParentsHistoryTest {

  @TempDir Path project;

  private final AtomicReference<HistoryCheck> checked = new AtomicReference<>();

  @Test
  void behindItsParent_isNotRewritten_butWithoutItsOwnItIs() throws Exception {
    Files.createDirectories(project.resolve("drizzle/meta"));
    Files.writeString(project.resolve("drizzle/meta/_journal.json"), "{\"entries\":[]}");
    try (MigratedBranches branches = new MigratedBranches()) {
      MigratedBranches.execute(
          branches.production(),
          """
          CREATE SCHEMA drizzle;
          CREATE TABLE drizzle.__drizzle_migrations (id serial, hash text, created_at bigint);
          INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('abc', 1000);
          """);
      push(branches, "SELECT 1");
      assertEquals(HistoryCheck.same(), checked.get());
      push(
          branches,
          "INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('def', 1500)");
      assertEquals(
          HistoryCheck.rewritten(
              "the migration generated at 1970-01-01T00:00:01.500Z was applied and is not there"
                  + " any more"),
          checked.get());
    }
  }

  private void push(MigratedBranches branches, String sql) {
    Neonflow.builder(branches.neon())
        .projectId(branches.projectId())
        .repository("acme/shop")
        .environment(name -> null)
        .directory(project)
        .lockDirectory(project.resolve("locks"))
        .build()
        .preview()
        .forPr(7)
        .then(
            "look",
            context -> {
              BranchRef branch = context.get(BranchRef.KEY);
              MigratedBranches.execute(MigrationTarget.of(branch, context.connection(branch)), sql);
              checked.set(
                  DrizzleMigrator.in(project).history(branch, context.clock().instant(), context));
            })
        .run();
  }
}
