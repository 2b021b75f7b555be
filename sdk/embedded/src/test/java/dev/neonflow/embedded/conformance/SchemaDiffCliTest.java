package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** {@code branches schema-diff}. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class SchemaDiffCliTest extends ConformanceTest {

  private String parentId;
  private String childId;

  @BeforeAll
  void branches() throws SQLException {
    Json base = branch("diff/parent");
    parentId = base.text("branch", "id");
    Printed parent = Printed.of(base);
    parent.jdbc("CREATE TABLE customer(id bigint PRIMARY KEY, name text NOT NULL)");
    Json created = branch("diff/child", parentId);
    childId = created.text("branch", "id");
    Printed child = Printed.of(created);
    child.jdbc("ALTER TABLE customer ADD COLUMN email text");
    child.jdbc("CREATE INDEX customer_email ON customer(email)");
  }

  @Test
  void twoBranches_areCompared_byNameAndById() {
    String diff = table("branches", "schema-diff", "diff/parent", "diff/child");
    assertChildAdds(diff);
    assertEquals(diff, table("branches", "schema-diff", parentId, childId, "--database", "neondb"));

    String back = table("branches", "sd", "diff/child", "diff/parent");
    assertTrue(back.contains("\n-") && back.contains("customer_email"), back);
    assertFalse(back.contains("\n+    email"), back);
  }

  @Test
  void branch_isComparedWithItsParent() {
    assertChildAdds(table("branches", "schema-diff", "diff/child", "^parent"));
    refused("Branch has no parent", "branches", "schema-diff", "main", "^parent");
  }

  @Test
  void branchAlone_isComparedWithTheDefaultBranch() {
    String diff = table("branches", "schema-diff", "diff/child");
    assertTrue(diff.contains("\n+CREATE TABLE public.customer"), diff);
    assertTrue(diff.contains("(Branch: " + branchNamed("main").text("id") + ")"), diff);
  }

  @Test
  void equalSchemas_differInNothing() {
    branch("diff/same", childId);
    String diff = table("branches", "schema-diff", "diff/child", "diff/same");
    assertFalse(diff.contains("@@"), diff);
    assertTrue(diff.contains("Database: neondb"), diff);
  }

  @Test
  void everyDatabase_isCompared_whereNoneIsNamed() {
    String two = branch("diff/two", parentId).text("branch", "id");
    json("databases", "create", "--name", "other", "--branch", "diff/two");
    settle();
    branch("diff/two-child", two);
    String diff = table("branches", "schema-diff", "diff/two", "diff/two-child");
    assertTrue(diff.contains("Database: neondb") && diff.contains("Database: other"), diff);
    refused(
        "Database nope does not exist",
        "branches",
        "schema-diff",
        "diff/two",
        "diff/two-child",
        "--database",
        "nope");
    refused("other", "branches", "schema-diff", "diff/two", "diff/parent", "--database", "other");
  }

  /** What the parent was when the branch was made is known, and nothing else of the past. */
  @Test
  void parentAtBranchTime_isKnown_otherTimesAreNot() throws SQLException {
    Json old = branch("diff/old");
    Printed parent = Printed.of(old);
    parent.jdbc("CREATE TABLE early(id int)");
    branch("diff/young", old.text("branch", "id"));
    parent.jdbc("CREATE TABLE late(id int)");
    String lsn = branchNamed("diff/young").text("parent_lsn");

    String diff = table("branches", "schema-diff", "diff/young", "^parent@" + lsn);
    assertFalse(diff.contains("@@"), diff);
    String now = table("branches", "schema-diff", "diff/young", "^parent");
    assertTrue(now.contains("\n-CREATE TABLE public.late"), now);
    refused("does not serve", "branches", "schema-diff", "diff/young", "^self@0/1");
    refused(
        "does not serve", "branches", "schema-diff", "diff/young", "^self@2026-01-01T00:00:00Z");
  }

  private void assertChildAdds(String diff) {
    assertTrue(diff.startsWith("--- Database: neondb"), diff);
    assertTrue(diff.contains("(Branch: " + parentId + ")\n+++ Database: neondb"), diff);
    assertTrue(diff.contains("(Branch: " + childId + ")"), diff);
    assertTrue(diff.contains("@@"), diff);
    assertTrue(diff.lines().anyMatch(l -> l.startsWith("+") && l.contains("email text")), diff);
    assertTrue(diff.contains("\n+CREATE INDEX customer_email"), diff);
  }
}
