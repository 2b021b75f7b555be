package dev.neonflow.junit.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.Fault;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.projects.CreateProject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The suite for Neon itself runs unchanged against an embedded one. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class CloudSuiteTest {

  private static final String BRANCH = "/projects/{project_id}/branches/{branch_id}";

  @Test
  void embeddedNeon_isTouredWhole_differsInNothing_andIsLeftAsItWas() throws Exception {
    try (EmbeddedNeon cloud = EmbeddedNeon.start()) {
      Map<String, String> variables = variables(cloud);
      variables.remove("NEON_PROJECT_ID");
      Comparison comparison = Comparison.of(variables::get);

      assertEquals(List.of(), comparison.problems());
      assertTrue(comparison.differences().isEmpty(), comparison.differences().toString());
      Facts facts = comparison.neon().facts();
      assertTrue(facts.all().size() > 30, facts.all().keySet().toString());
      assertTrue(facts.of("createProjectBranch").contains("branch.expires_at: text"));
      assertEquals(
          Set.of("fails: UnavailableException 501"),
          Set.of(
              facts.of("createSnapshot").stream()
                  .filter(fact -> fact.startsWith("fails"))
                  .toArray()));
      assertTrue(sql(facts, "connect").contains("neon.branch_id: true"));
      assertTrue(
          sql(facts, "connect after the restore").contains("table of an earlier connection: false"),
          "the restore took the table away");
      assertTrue(
          sql(facts, "connect after the start").contains("table of an earlier connection: true"));
      assertOnlyTheDefaultBranch(cloud);
    }
  }

  @Test
  void whatFails_isShownWithoutValues_doesNotStopTheTour_andLeavesNothing() throws Exception {
    try (EmbeddedNeon cloud = EmbeddedNeon.start()) {
      cloud.inject(Fault.status(403).on("POST", BRANCH + "/roles"));
      cloud.inject(Fault.status(422).on("DELETE", BRANCH));
      cloud.inject(
          Fault.cut(Fault.At.AFTER_APPLYING).on("POST", "/projects/{project_id}/branches"));
      Comparison comparison = Comparison.of(variables(cloud)::get);

      List<String> problems = comparison.problems();
      assertTrue(
          problems.contains("createProjectBranchRole fails: ForbiddenException 403"),
          problems.toString());
      assertTrue(problems.stream().anyMatch(p -> p.startsWith("deleteProjectBranch fails: ")));
      assertTrue(problems.stream().noneMatch(p -> p.contains("left behind")), problems.toString());
      String shown = comparison.differences() + problems.toString();
      assertTrue(
          shown.contains("| createProjectBranchRole | fails: ForbiddenException 403 | succeeds |"),
          shown);
      assertFalse(shown.contains("| getProject "), shown);
      for (String value :
          List.of(cloud.apiKey(), cloud.projectId(), "neondb", "br-", "ep-", "npg_")) {
        assertFalse(shown.contains(value), shown);
      }
      assertOnlyTheDefaultBranch(cloud);
    }
  }

  @Test
  void whatCannotBeRemoved_isNamedWithItsEnd() {
    try (EmbeddedNeon cloud = EmbeddedNeon.start();
        Neon neon = Neon.builder(Secret.of(cloud.apiKey())).apiBase(cloud.apiBase()).build()) {
      cloud.inject(Fault.status(422).on("DELETE", BRANCH).always());
      Leases leases = new Leases(neon, cloud.projectId());
      var made = neon.branches().create(cloud.projectId(), leases.branch());
      neon.operations().await(cloud.projectId(), made.operations(), Duration.ofMinutes(1));
      assertEquals(
          List.of(
              "the branch "
                  + leases.name()
                  + " expires at "
                  + leases.expiry()
                  + ": InvalidRequestException 422"),
          leases.end());
    }
  }

  @Test
  void severalProjectsAndNoName_isRefusedBeforeAnythingIsMade() throws Exception {
    try (EmbeddedNeon cloud = EmbeddedNeon.start();
        Neon neon = Neon.builder(Secret.of(cloud.apiKey())).apiBase(cloud.apiBase()).build()) {
      neon.projects().create(CreateProject.unnamed());
      Map<String, String> variables = variables(cloud);
      variables.remove("NEON_PROJECT_ID");
      AssertionError error = assertThrows(AssertionError.class, () -> Visit.to(variables::get));
      assertEquals(
          "NEON_API_KEY sees 2 projects: set NEON_PROJECT_ID to the one in which to make branches",
          error.getMessage());
      assertOnlyTheDefaultBranch(cloud);
    }
  }

  @Test
  void noKey_isOneClearSentence() {
    AssertionError error = assertThrows(AssertionError.class, () -> Visit.to(name -> " "));
    assertEquals(Visit.NO_KEY, error.getMessage());
  }

  private static Set<String> sql(Facts facts, String step) {
    return facts.of(step + ": SQL");
  }

  private static Map<String, String> variables(EmbeddedNeon cloud) {
    Map<String, String> variables = new HashMap<>();
    variables.put("NEON_API_KEY", cloud.apiKey());
    variables.put("NEON_API_HOST", cloud.apiBase().toString());
    variables.put("NEON_PROJECT_ID", cloud.projectId());
    return variables;
  }

  private static void assertOnlyTheDefaultBranch(EmbeddedNeon cloud) {
    try (Neon neon = Neon.builder(Secret.of(cloud.apiKey())).apiBase(cloud.apiBase()).build()) {
      assertEquals(
          List.of(true),
          neon.branches().listAll(cloud.projectId(), ListBranches.all()).stream()
              .map(found -> found.branch())
              .map(Branch::isDefault)
              .toList());
    }
  }
}
