package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.conformance.NeonCli.Ran;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** {@code projects}, {@code me}, {@code orgs}, {@code operations}, and who may ask at all. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class AccountCliTest extends ConformanceTest {

  @Test
  void projects_areListed_andShown() {
    Json listed = json("projects", "list");
    assertEquals(List.of(neon.projectId()), listed.at("projects").each("id"));
    assertEquals(0, listed.at("shared_with_you").size());
    Json project = json("projects", "get", neon.projectId());
    assertEquals(neon.projectId(), project.text("id"));
    assertTrue(neon.projectId().matches("[a-z]+-[a-z]+-[0-9]{8}"), neon.projectId());
    assertTime(project.text("created_at"));

    String table = table("projects", "list");
    assertTrue(table.contains("No projects have been shared with you"), table);
    for (String shown : List.of("id", "name", "region_id", "created_at")) {
      assertTrue(table.contains(project.text(shown)), table);
      assertTrue(table("projects", "get", neon.projectId()).contains(project.text(shown)));
    }
  }

  @Test
  void projectsOfAnOrganization_areABareList() {
    Json organizations = json("orgs", "list");
    String own = organizations.text(0, "id");
    assertTrue(own.matches("org-[a-z]+-[a-z]+-[0-9]{8}"), own);
    assertTrue(table("orgs", "list").contains(own));

    assertEquals(List.of(neon.projectId()), json("projects", "list", "--org-id", own).each("id"));
    assertEquals(own, json("projects", "get", neon.projectId()).text("org_id"));
  }

  @Test
  void me_isTheOneUser() {
    Json me = json("me");
    for (String member : List.of("login", "email", "name", "projects_limit")) {
      assertTrue(me.has(member), me::toString);
    }
    assertTrue(table("me").contains(me.text("login")));
  }

  @Test
  void operations_areListed_newestFirst_upToALimit() {
    branch("operations");
    Json operations = json("operations", "list");
    assertTrue(
        Set.copyOf(operations.each("action")).containsAll(Set.of("create_branch", "start_compute")),
        operations::toString);
    assertEquals(Set.of("finished"), Set.copyOf(operations.each("status")));
    assertEquals(
        operations.each("created_at").stream().sorted(java.util.Comparator.reverseOrder()).toList(),
        operations.each("created_at"));
    assertTime(operations.text(0, "created_at"));

    Json newest = json("operations", "list", "--limit", "1");
    assertEquals(List.of(operations.text(0, "id")), newest.each("id"));
    assertTrue(table("operations", "list").contains(operations.text(0, "id")));
  }

  @Test
  void unknownProject_isNotFound() {
    refused("not found", "projects", "get", "no-such-12345678");
    Ran ran = cli.run("branches", "list", "--project-id", "no-such-12345678").ended(1);
    assertTrue(ran.stderr().contains("not found"), ran::toString);
  }

  @Test
  void wrongKey_isRejected_withOneRequest(@TempDir Path home) {
    served.clear();
    Ran ran = cli(home, "wrong", "--no-analytics").run("projects", "list").ended(1);
    assertTrue(ran.stderr().contains("Neon API rejected the API key"), ran::toString);
    assertEquals(List.of(401), served.stream().map(r -> r.status()).toList());
  }

  @Test
  void hostAndKeyOfTheEnvironment_areEnough_forTheOnlyProject(@TempDir Path home) {
    Map<String, String> environment = new HashMap<>(outside.environment());
    environment.put("NEON_API_HOST", neon.apiBase().toString());
    environment.put("NEON_API_KEY", neon.apiKey());
    environment.put("NEON_PROJECT_ID", neon.projectId());
    Ran ran =
        new NeonCli(home, environment, "--no-analytics").run("branches", "list", "-o", "json");
    assertEquals(List.of("main"), ran.ended(0).json().each("name").stream().limit(1).toList());
  }

  /** Its makers count what is used, unless told not to; that must neither fail nor leave here. */
  @Test
  void analytics_askFirstWhoItIs(@TempDir Path home) {
    outside.asked();
    served.clear();
    assertFalse(table("me").isEmpty());
    assertEquals(List.of("/users/me"), served.stream().map(r -> r.path()).toList());
    assertEquals(List.of(), outside.asked());

    served.clear();
    Ran ran =
        cli(home, neon.apiKey())
            .run("branches", "get", "main", "-o", "json", "--project-id", neon.projectId())
            .ended(0);
    assertEquals("main", ran.json().text("name"));
    assertEquals(
        List.of("/auth", "/users/me"), served.stream().map(r -> r.path()).limit(2).toList());
    assertEquals(Set.of("track.neon.tech:443"), Set.copyOf(outside.asked()));
  }
}
