package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.embedded.Api.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabasesAndRolesApiTest extends ApiTest {

  @Test
  void databasesAndRoles_areMadeForReal_andThoseOfSqlAreSeen() throws SQLException {
    Answer created = api.branch("catalog");
    api.finish(created);
    String branch = branches + "/" + created.at("branch", "id");

    Answer role = api.post(branch + "/roles", "{'role':{'name':'app'}}");
    assertEquals(201, role.status());
    assertEquals("apply_config", role.at("operations", 0, "action"));
    api.finish(role);
    Answer database =
        api.post(branch + "/databases", "{'database':{'name':'shop','owner_name':'app'}}");
    assertEquals(201, database.status());
    api.finish(database);
    assertEquals(
        409,
        api.post(branch + "/databases", "{'database':{'name':'shop','owner_name':'app'}}")
            .status());
    assertEquals(
        404,
        api.post(branch + "/databases", "{'database':{'name':'s2','owner_name':'nobody'}}")
            .status());

    String uri =
        created
            .<String>at("connection_uris", 0, "connection_uri")
            .replaceFirst("//[^@]*@", "//app:" + role.at("role", "password") + "@")
            .replace("/neondb?", "/shop?");
    assertEquals("app", Database.query(uri, "SELECT current_user"));
    Answer reset = api.post(branch + "/roles/app/reset_password", "");
    api.finish(reset);
    String changed = uri.replace(role.at("role", "password"), reset.at("role", "password"));
    assertEquals("app", Database.query(changed, "SELECT current_user"));
    assertThrows(SQLException.class, () -> Database.connect(uri).close());

    Database.execute(created.at("connection_uris", 0, "connection_uri"), "CREATE DATABASE by_sql");
    List<Map<String, Object>> databases = api.get(branch + "/databases").at("databases");
    assertEquals(
        List.of("by_sql", "neondb", "shop"),
        databases.stream().map(d -> String.valueOf(d.get("name"))).sorted().toList());
    assertEquals(422, api.delete(branch + "/roles/app").status(), "it owns a database");
    try (Connection inUse = Database.connect(changed)) {
      api.finish(api.delete(branch + "/databases/shop"));
      assertFalse(inUse.isValid(5));
    }
    api.finish(api.delete(branch + "/roles/app"));
    assertEquals(204, api.delete(branch + "/roles/app").status());
    assertEquals(404, api.get(branch + "/roles/app").status());

    Answer child =
        api.post(
            branches,
            "{'branch':{'parent_id':'"
                + created.at("branch", "id")
                + "'},'endpoints':[{'type':'read_write'}]}");
    assertEquals(2, child.<List<?>>at("databases").size());
    assertNull(child.<Object>at("connection_uris"), "left out where it is not the only way");
    assertEquals(child.<String>at("branch", "id"), child.at("branch", "name"));
    api.finish(child);
  }
}
