package dev.neonflow.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.workflows.migrate.CommandMigrator;
import dev.neonflow.workflows.migrate.rehearsal.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RehearsalPlanTest extends RunnerFixture {

  private static final Path GOLDEN = Path.of("src/test/resources/plans/rehearsal.json");

  @Test
  void planOfARehearsal_isTheWrittenOneAndComesBack() throws IOException {
    Plan plan =
        neonflow()
            .production()
            .rehearse(Thresholds.maxLock(Duration.ofSeconds(2)).failingOnRewrite())
            .migrate(CommandMigrator.of("npx", "drizzle-kit", "migrate"))
            .plan();
    String json = plan.toJson();
    Path now = Files.createDirectories(Path.of("target/plans")).resolve("rehearsal.json");
    Files.writeString(now, json);
    assertEquals(
        Files.exists(GOLDEN) ? Files.readString(GOLDEN) : "",
        json,
        "the form changed; if it should, copy " + now + " to " + GOLDEN);
    assertEquals(plan, Plan.fromJson(json));
  }
}
