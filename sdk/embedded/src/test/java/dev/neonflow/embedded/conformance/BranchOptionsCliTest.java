package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Peers;
import dev.neonflow.embedded.conformance.NeonCli.Ran;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** {@code branches create} with each option. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class BranchOptionsCliTest extends ConformanceTest {

  @Test
  void parent_isGivenByName_orById() throws SQLException {
    Printed parent = Printed.of(branch("option/parent"));
    parent.jdbc("CREATE TABLE inherited AS SELECT 42 AS answer");
    String parentId = branchNamed("option/parent").text("id");

    Json byName = created("option/by-name", "--parent", "option/parent");
    assertEquals(parentId, byName.text("branch", "parent_id"));
    assertEquals("42", Printed.of(byName).jdbc("SELECT answer FROM inherited"));
    Json byId = created("option/by-id", "--parent", parentId);
    assertEquals(parentId, byId.text("branch", "parent_id"));
    assertEquals(parent.password(), Printed.of(byId).password());
  }

  @Test
  void computeUnitsAndSuspension_areKept() {
    Json ranged = created("option/range", "--cu", "0.5-2", "--suspend-timeout", "300");
    Json endpoint = ranged.at("endpoints", 0);
    assertEquals(0.5, endpoint.at("autoscaling_limit_min_cu").value());
    assertEquals(2.0, endpoint.at("autoscaling_limit_max_cu").value());
    assertEquals(300.0, endpoint.at("suspend_timeout_seconds").value());
    Json fixed = created("option/fixed", "--cu", "2", "--suspend-timeout", "-1").at("endpoints", 0);
    assertEquals(2.0, fixed.at("autoscaling_limit_min_cu").value());
    assertEquals(2.0, fixed.at("autoscaling_limit_max_cu").value());
    assertEquals(-1.0, fixed.at("suspend_timeout_seconds").value());

    refused("autoscaling", "branches", "create", "--cu", "2-0.5");
    refused("suspend_timeout_seconds", "branches", "create", "--suspend-timeout", "5");
  }

  @Test
  void annotation_marksTheBranchInTheList() {
    String annotation = "{\"anonymized\":\"true\",\"ticket\":\"7\"}";
    created("option/annotated", "--no-compute", "--annotation", annotation);
    String table = table("branches", "list");
    assertTrue(table.contains("[anon] option/annotated"), table);
  }

  @Test
  void childOfAProtectedParent_getsNewPasswords() throws SQLException {
    Printed parent = Printed.of(created("option/protected", "--protected"));
    assertEquals("true", branchNamed("option/protected").text("protected"));

    Ran ran =
        succeeded(
            "branches",
            "create",
            "--name",
            "option/child",
            "--parent",
            "option/protected",
            "-o",
            "json");
    assertTrue(ran.stderr().contains("The parent branch is protected"), ran::toString);
    settle();
    Printed child = Printed.of(ran.json());
    assertNotEquals(parent.password(), child.password());
    assertEquals(child.uri(), table("cs", "option/child").strip());
    assertEquals("1", child.jdbc("SELECT 1"));
    assertEquals("1", parent.jdbc("SELECT 1"));
  }

  @Test
  void schemaOnlyBranch_isARoot_withoutRows() throws SQLException {
    Printed parent = Printed.of(branch("option/full"));
    parent.jdbc("CREATE TABLE item(id int PRIMARY KEY); INSERT INTO item VALUES (1)");

    Json created = created("option/schema", "--schema-only", "--parent", "option/full");
    assertFalse(created.at("branch").has("parent_id"), created::toString);
    assertEquals("schema-only", created.text("branch", "init_source"));
    assertEquals("0", Printed.of(created).jdbc("SELECT count(*) FROM item"));
    assertEquals("1", parent.jdbc("SELECT count(*) FROM item"));
    refused("Branch has no parent", "branches", "reset", "option/schema", "--parent");
    refused("require a compute", "branches", "create", "--schema-only", "--no-compute");
  }

  @Test
  void readOnlyCompute_isTheOneThatIsConnectedTo() throws SQLException {
    Json created = created("option/reader", "--type", "read_only");
    assertEquals("read_only", created.text("endpoints", 0, "type"));
    Printed reader = new Printed(table("cs", "option/reader").strip());
    assertEquals("on", reader.jdbc("SHOW transaction_read_only"));
  }

  @Test
  void expiringBranch_saysWhenAndHowLong() {
    Instant soon = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    Json created = created("option/expires", "--expires-at", soon.toString()).at("branch");
    assertEquals(soon.toString(), created.text("expires_at"));
    double seconds = Double.parseDouble(created.text("ttl_interval_seconds"));
    assertTrue(seconds > 172_000 && seconds <= 172_800, created::toString);
    refused("expire", "branches", "create", "--protected", "--expires-at", soon.toString());
  }

  /** It connects as soon as it has the answer, when the compute has not started yet. */
  @Test
  void psql_connectsToTheNewBranch_atOnce() {
    Peers.need("psql", CliInstallation.onPath("psql"));
    Ran ran =
        succeeded(
            "branches",
            "create",
            "--name",
            "option/psql",
            "--psql",
            "-o",
            "json",
            "--",
            "-Atc",
            "SHOW neon.branch_id");
    settle();
    assertTrue(ran.stdout().strip().endsWith(branchNamed("option/psql").text("id")), ran::toString);
  }

  /** Histories are not kept, and that is said. */
  @Test
  void pointInTime_isNotServed() {
    for (String parent : Set.of("0/1563A28", "2026-01-01T00:00:00Z")) {
      refused("does not serve", "branches", "create", "--parent", parent);
    }
  }
}
