package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** {@code branches reset}, {@code restore}, {@code set-default} and {@code add-compute}. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class RestoreCliTest extends ConformanceTest {

  private static final String VALUE = "SELECT value FROM state";

  private String parentId;

  @BeforeAll
  void parent() throws SQLException {
    Json created = branch("restore/parent");
    Printed parent = Printed.of(created);
    parentId = created.text("branch", "id");
    parent.jdbc("CREATE TABLE state AS SELECT 'parent' AS value");
  }

  @Test
  void resetBranch_hasItsParentsDataAgain_andKeepsItsConnection() throws SQLException {
    Printed child = child("restore/reset");
    Json before = branchNamed("restore/reset");
    assertFalse(before.has("last_reset_at"), before::toString);

    Json reset = json("branches", "reset", "restore/reset", "--parent");
    assertEquals(before.text("id"), reset.text("id"));
    settle();
    assertEquals("parent", child.jdbc(VALUE));
    assertEquals(child.uri(), table("cs", "restore/reset").strip());
    Json after = branchNamed("restore/reset");
    assertEquals("ready", after.text("current_state"));
    assertEquals(parentId, after.text("parent_id"));
    assertTime(after.text("last_reset_at"));

    change(child, "again");
    String table = table("branches", "reset", before.text("id"), "--parent");
    assertTrue(table.contains("restore/reset") && table.contains(before.text("id")), table);
    settle();
    assertEquals("parent", child.jdbc(VALUE));
  }

  @Test
  void resetWithAName_keepsTheOldDataUnderIt() throws SQLException {
    Printed child = child("restore/preserve");
    String id = branchNamed("restore/preserve").text("id");
    json(
        "branches",
        "reset",
        "restore/preserve",
        "--parent",
        "--preserve-under-name",
        "restore/preserved");
    settle();
    assertEquals("parent", child.jdbc(VALUE));
    assertEquals(id, branchNamed("restore/preserve").text("id"));
    assertEquals("restore/preserve", valueOf("restore/preserved"));
  }

  @Test
  void branchWithChildren_isReset_onlyWithAName_thatTakesTheChildren() throws SQLException {
    Printed branch = child("restore/family");
    branch("restore/grandchild", branchNamed("restore/family").text("id"));
    refused("preserve_under_name", "branches", "reset", "restore/family", "--parent");
    assertEquals("restore/family", branch.jdbc(VALUE));

    json(
        "branches",
        "reset",
        "restore/family",
        "--parent",
        "--preserve-under-name",
        "restore/family-before");
    settle();
    assertEquals("parent", branch.jdbc(VALUE));
    assertEquals(
        branchNamed("restore/family-before").text("id"),
        branchNamed("restore/grandchild").text("parent_id"));
    assertEquals("restore/family", valueOf("restore/grandchild"));
  }

  @Test
  void resetThatCanNotBe_isRefused() {
    refused("Only resetting to parent is supported", "branches", "reset", "main");
    refused("Branch has no parent", "branches", "reset", "main", "--parent");
    bare("restore/kept", Map.of("protected", true));
    refused("protected", "branches", "reset", "restore/kept", "--parent");
    bare("restore/same-name");
    refused(
        "branch already exists",
        "branches",
        "reset",
        "restore/same-name",
        "--parent",
        "--preserve-under-name",
        "main");
  }

  @Test
  void resetBranch_expiresLaterAgain() {
    Instant soon = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    bare("restore/expiring", Map.of("expires_at", soon.toString()));
    json("branches", "reset", "restore/expiring", "--parent");
    settle();
    Instant renewed = Instant.parse(branchNamed("restore/expiring").text("expires_at"));
    assertFalse(renewed.isBefore(soon), renewed::toString);
    assertTrue(Duration.between(soon, renewed).toMinutes() < 10, renewed::toString);
  }

  @Test
  void restoreFromTheParent_isAReset() throws SQLException {
    Printed child = child("restore/to-parent");
    Json restored = json("branches", "restore", "restore/to-parent", "^parent");
    assertEquals("restore/to-parent", restored.text("name"));
    settle();
    assertEquals("parent", child.jdbc(VALUE));
    assertEquals(child.uri(), table("cs", "restore/to-parent").strip());
  }

  @Test
  void restoreFromAnotherBranch_takesItsHead() throws SQLException {
    child("restore/source");
    Printed target = child("restore/target");
    String id = branchNamed("restore/target").text("id");
    String table = table("branches", "restore", "restore/target", "restore/source");
    assertTrue(table.contains("Restored branch") && table.contains(id), table);
    settle();
    assertEquals("restore/source", target.jdbc(VALUE));

    change(target, "changed");
    String source = branchNamed("restore/source").text("id");
    Json restored =
        json("branches", "restore", id, source, "--preserve-under-name", "restore/target-before");
    Json branch = restored.has("restored_branch") ? restored.at("restored_branch") : restored;
    assertEquals(id, branch.text("id"));
    assertEquals("restore/target", branch.text("name"));
    settle();
    assertEquals("restore/source", target.jdbc(VALUE));
    assertEquals("changed", valueOf("restore/target-before"));
    assertEquals("restore/source", valueOf("restore/source"));
  }

  @Test
  void restoreThatCanNotBe_isRefused() {
    bare("restore/no");
    refused("Branch nope not found", "branches", "restore", "restore/no", "nope");
    refused("not found", "branches", "restore", "restore/no", "br-no-such-12345678");
    refused("source", "branches", "restore", "restore/no", "restore/no");
    refused(
        "does not serve",
        "branches",
        "restore",
        "restore/no",
        "^self@2026-01-01T00:00:00Z",
        "--preserve-under-name",
        "restore/never");
  }

  @Test
  void addedCompute_reads_whatTheOtherWrites() throws SQLException {
    Printed writer = child("restore/computes");
    Json added = json("branches", "add-compute", "restore/computes", "--cu", "0.25-1");
    assertEquals("read_only", added.text("type"));
    assertEquals(0.25, added.at("autoscaling_limit_min_cu").value());
    settle();
    Printed reader =
        new Printed(table("cs", "restore/computes", "--endpoint-type", "read_only").strip());
    assertEquals(added.text("host"), reader.authority());
    assertEquals("restore/computes", reader.jdbc(VALUE));
    assertEquals("on", reader.jdbc("SHOW transaction_read_only"));
    assertEquals("off", writer.jdbc("SHOW transaction_read_only"));

    refused(
        "already exists", "branches", "add-compute", "restore/computes", "--type", "read_write");
    bare("restore/no-compute");
    String table = table("branches", "add-compute", "restore/no-compute", "--type", "read_write");
    assertTrue(table.contains("ep-"), table);
    settle();
    assertEquals("parent", valueOf("restore/parent"));
    assertEquals(
        branchNamed("restore/no-compute").text("id"),
        new Printed(table("cs", "restore/no-compute").strip()).jdbc("SHOW neon.branch_id"));
  }

  @Test
  void defaultBranch_isAnotherOne_andBack() throws SQLException {
    String id = branch("restore/default").text("branch", "id");
    Json changed = json("branches", "set-default", "restore/default");
    assertEquals(id, changed.text("id"));
    assertEquals("true", changed.text("default"));
    assertEquals("false", branchNamed("main").text("default"));
    assertEquals(id, new Printed(table("cs").strip()).jdbc("SHOW neon.branch_id"));
    assertTrue(table("branches", "list").contains("[default] restore/default"));
    refused("default branch", "branches", "delete", "restore/default");

    String main = branchNamed("main").text("id");
    assertTrue(table("branches", "set-default", main).contains("main"));
    assertEquals("false", get(id).text("default"));
    String soon = Instant.now().plus(1, ChronoUnit.DAYS).toString();
    bare("restore/not-default", Map.of("expires_at", soon));
    refused("expire", "branches", "set-default", "restore/not-default");
  }

  /** A branch of the parent with a value of its own, which is its name. */
  private Printed child(String name) throws SQLException {
    Printed child = Printed.of(branch(name, parentId));
    change(child, name);
    return child;
  }

  private static void change(Printed branch, String value) throws SQLException {
    branch.jdbc("UPDATE state SET value = '" + value + "'");
  }

  /** The value in a branch, by a compute that it gets if it has none; without the CLI. */
  private String valueOf(String name) throws SQLException {
    Rest rest = new Rest(neon);
    String project = "/projects/" + neon.projectId();
    String id = branchNamed(name).text("id");
    if (rest.get(project + "/branches/" + id + "/endpoints").at("endpoints").size() == 0) {
      Map<String, Object> compute = Map.of("branch_id", id, "type", "read_write");
      rest.post(project + "/endpoints", Map.of("endpoint", compute));
      settle();
    }
    String query = "/connection_uri?database_name=neondb&role_name=neondb_owner&branch_id=" + id;
    return new Printed(rest.get(project + query).text("uri")).jdbc(VALUE);
  }
}
