package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** {@code databases} and {@code roles}. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class DatabasesAndRolesCliTest extends ConformanceTest {

  private String branchId;

  @BeforeAll
  void branch() {
    branchId = branch("schema").text("branch", "id");
  }

  @Test
  void database_isCreated_listedUsedAndDeleted() throws SQLException {
    String branch = "databases";
    branch(branch);
    Json created = json("databases", "create", "--name", "shop", "--branch", branch);
    assertEquals("shop", created.text("name"));
    assertEquals("neondb_owner", created.text("owner_name"));
    settle();
    assertEquals(
        List.of("neondb", "shop"),
        json("databases", "list", "--branch", branch).each("name").stream().sorted().toList());
    assertTrue(table("databases", "list", "--branch", branch).contains("shop"));
    Printed shop = new Printed(table("cs", branch, "--database-name", "shop").strip());
    assertEquals("shop", shop.jdbc("SELECT current_database()"));

    refused("already exists", "databases", "create", "--name", "shop", "--branch", branch);
    refused(
        "nobody",
        "databases",
        "create",
        "--name",
        "x",
        "--owner-name",
        "nobody",
        "--branch",
        branch);
    assertEquals("shop", json("databases", "delete", "shop", "--branch", branch).text("name"));
    settle();
    assertEquals(List.of("neondb"), json("databases", "list", "--branch", branch).each("name"));
    assertEquals("", table("databases", "delete", "shop", "--branch", branch));
  }

  @Test
  void databasesOfTheDefaultBranch_areMeant_whereNoneIsNamed() {
    String id = branchNamed("main").text("id");
    assertEquals(List.of(id), json("databases", "list").each("branch_id"));
    assertEquals(List.of(id), json("roles", "list").each("branch_id"));
    assertEquals(
        List.of(branchId), json("databases", "list", "--branch", branchId).each("branch_id"));
  }

  @Test
  void databaseAsATable_isCreatedAndDeleted() {
    String created = table("databases", "create", "--name", "tabled", "--branch", branchId);
    assertTrue(created.contains("tabled") && created.contains("neondb_owner"), created);
    settle();
    assertTrue(table("databases", "delete", "tabled", "--branch", branchId).contains("tabled"));
    settle();
  }

  @Test
  void role_isCreated_listedUsedAndDeleted() throws SQLException {
    String branch = "roles";
    branch(branch);
    assertEquals(
        "analyst", json("roles", "create", "--name", "analyst", "--branch", branch).text("name"));
    settle();
    assertEquals(
        List.of("analyst", "neondb_owner"),
        json("roles", "list", "--branch", branch).each("name").stream().sorted().toList());
    assertTrue(table("roles", "list", "--branch", branch).contains("analyst"));
    Printed analyst = new Printed(table("cs", branch, "--role-name", "analyst").strip());
    assertEquals("analyst", analyst.jdbc("SELECT current_user"));

    refused("already exists", "roles", "create", "--name", "analyst", "--branch", branch);
    refused("More than one role", "databases", "create", "--name", "x", "--branch", branch);
    assertTrue(table("roles", "delete", "analyst", "--branch", branch).contains("analyst"));
    settle();
    assertEquals(List.of("neondb_owner"), json("roles", "list", "--branch", branch).each("name"));
    assertEquals("", table("roles", "delete", "analyst", "--branch", branch));
  }

  @Test
  void roleWithoutLogin_hasNoPassword() {
    String branch = "roles/group";
    branch(branch);
    json("roles", "create", "--name", "readers", "--no-login=true", "--branch", branch);
    settle();
    assertTrue(json("roles", "list", "--branch", branch).each("name").contains("readers"));
    refused("", "cs", branch, "--role-name", "readers");
  }
}
