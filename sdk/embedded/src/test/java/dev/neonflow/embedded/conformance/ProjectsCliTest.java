package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.conformance.NeonCli.Ran;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** {@code projects create}, {@code update} and {@code delete}. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class ProjectsCliTest extends ConformanceTest {

  @Test
  void project_isCreated_usedChangedAndDeleted() throws SQLException {
    Json created =
        ran("projects", "create", "--name", "shop", "--database", "store", "--role", "keeper")
            .json();
    String id = created.text("project", "id");
    assertEquals("shop", created.text("project", "name"));
    Printed printed = new Printed(created.text("connection_uris", 0, "connection_uri"));
    String who = "SELECT current_user || ' in ' || current_database()";
    assertEquals("keeper in store", printed.jdbc(who));
    assertEquals(id, printed.jdbc("SHOW neon.project_id"));
    assertEquals("main", ran("branches", "list", "--project-id", id).json().text(0, "name"));
    assertTrue(ran("projects", "list").json().at("projects").each("id").contains(id));

    Ran ambiguous = cli.run("branches", "list").ended(1);
    assertTrue(ambiguous.stderr().contains("Multiple projects found"), ambiguous::toString);

    assertEquals("market", ran("projects", "update", id, "--name", "market").json().text("name"));
    assertEquals("market", ran("projects", "get", id).json().text("name"));
    String table = cli.run("projects", "delete", id).ended(0).stdout();
    assertTrue(table.contains("market"), table);
    assertFalse(ran("projects", "list").json().at("projects").each("id").contains(id));
    refused("not found", "projects", "get", id);
  }

  private Ran ran(String... command) {
    return cli.run(with(command, "-o", "json")).ended(0);
  }
}
