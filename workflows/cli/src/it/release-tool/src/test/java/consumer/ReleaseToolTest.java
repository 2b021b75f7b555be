package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.workflows.Plan;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that got the workflows from a repository, with nothing else said. */
class ReleaseToolTest {

  @TempDir Path state;

  @Test
  void release_saysWhatItWouldDoThenMigratesThenFindsNothingToDo() throws Exception {
    try (EmbeddedNeon embedded = EmbeddedNeon.start()) {
      Map<String, String> environment =
          Map.of(
              "NEON_API_KEY", embedded.apiKey(),
              "NEON_API_HOST", embedded.apiBase().toString(),
              "NEON_PROJECT_ID", embedded.projectId(),
              "GITHUB_REPOSITORY", "acme/shop",
              "XDG_STATE_HOME", state.toString());
      StringBuilder dry = new StringBuilder();
      assertEquals(0, new ReleaseTool(environment, dry).release(42, true));
      assertTrue(dry.toString().contains("would create branch preview/pr-42"), dry.toString());
      assertTrue(
          dry.toString().contains("would apply V1__orders.sql, V2__notes.sql, which main does not"),
          dry.toString());

      StringBuilder first = new StringBuilder();
      assertEquals(0, new ReleaseTool(environment, first).release(42, false), first.toString());
      assertEquals("tag v2.7.0\nmigrated to 2\nbuild v2.7.0\n", first.toString());

      StringBuilder second = new StringBuilder();
      assertEquals(0, new ReleaseTool(environment, second).release(42, false), second.toString());
      assertFalse(second.toString().contains("not released"), second.toString());
    }
  }

  /** The artifact's list of step types is found outside of the build that made it. */
  @Test
  void plan_travels() {
    String json =
        """
        {"planFormat": 1, "workflow": "workflow",
         "subject": {"key": "workflow/p/acme/shop/a", "projectId": "p", "repository": "acme/shop"},
         "policies": {"onFailure": "KEEP", "onConflict": "FAIL"},
         "steps": [{"id": "migration", "type": "migrate", "version": 1,
           "config": {"migrator": {"type": "flyway", "version": 1, "config": {"directory": "db"}}},
           "options": {"attempts": 1, "backoff": "PT1S"}, "runs": "ON_SUCCESS"}]}
        """;
    Plan plan = Plan.fromJson(json);
    assertEquals(plan, Plan.fromJson(plan.toJson()));
  }
}
