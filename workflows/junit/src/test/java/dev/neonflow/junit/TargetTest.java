package dev.neonflow.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where branches are made, and what stands against it. */
class TargetTest {

  @Test
  void nothingSaid_isEmbedded() {
    assertEquals(Target.EMBEDDED, Target.of(Optional.empty()));
    assertEquals(Target.EMBEDDED, Target.of(Optional.of(" ")));
    assertEquals(Target.EMBEDDED, Target.of(Optional.of("embedded")));
  }

  @Test
  void cloud_isSaidInTheConfiguration() {
    assertEquals(Target.CLOUD, Target.of(Optional.of("cloud ")));
  }

  @Test
  void unknownTarget_failsTheClassOnce_withTheReason() {
    Run run = Run.of(Map.of(Target.PARAMETER, "moon"), TwoTests.class);
    assertEquals(1, run.failures().size());
    assertTrue(
        run.failures()
            .get(0)
            .endsWith("neonflow.junit.target is moon; say embedded (the default) or cloud"),
        run.failures().get(0));
  }

  @Test
  void cloudWithoutKeyOrProject_namesWhatIsMissing() {
    assertEquals(
        "neonflow.junit.target is cloud, but the environment has no NEON_API_KEY and no"
            + " NEON_PROJECT_ID; set what is missing, or say embedded",
        refusal(Map.of()));
    assertEquals(
        "neonflow.junit.target is cloud, but the environment has no NEON_API_KEY; set what is"
            + " missing, or say embedded",
        refusal(Map.of("NEON_API_KEY", " ", "NEON_PROJECT_ID", "silent-hall-60879203")));
  }

  @Test
  void cloud_takesProjectAndRoleFromTheEnvironment_andLeasesItsBranches() {
    Map<String, String> variables =
        Map.of(
            "NEON_API_KEY", "napi_k",
            "NEON_PROJECT_ID", "silent-hall-60879203",
            "NEON_API_HOST", "http://127.0.0.1:9/api/v2",
            "NEON_DATABASE_USERNAME", "tester");
    NeonServer server = NeonServer.of(Target.CLOUD, variables::get);
    server.close();
    assertEquals("silent-hall-60879203", server.projectId());
    assertEquals("http://127.0.0.1:9/api/v2", server.neon().apiBase().toString());
    assertEquals("tester", server.role());
    assertTrue(server.expiry() != null);
    assertFalse(server.toString().contains("napi"), server.toString());
  }

  private static String refusal(Map<String, String> variables) {
    return String.valueOf(
        assertThrows(NeonBranchException.class, () -> NeonServer.of(Target.CLOUD, variables::get))
            .getMessage());
  }

  @NeonBranch
  static class TwoTests {
    @Test
    void one() {}

    @Test
    void two() {}
  }
}
