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

  @Test
  void database_getsAnotherNameAndOwner_whoeverUsesIt() throws SQLException {
    String branch = branches + "/" + api.get(branches + "?search=main").at("branches", 0, "id");
    api.finish(api.post(branch + "/roles", "{'role':{'name':'heir'}}"));
    api.finish(
        api.post(branch + "/databases", "{'database':{'name':'old','owner_name':'neondb_owner'}}"));
    String old = uri("").replace("/neondb?", "/old?");
    Answer before = api.get(branch + "/databases/old");
    try (Connection inUse = Database.connect(old)) {
      Answer changed =
          api.patch(branch + "/databases/old", "{'database':{'name':'new','owner_name':'heir'}}");
      assertEquals(200, changed.status());
      assertEquals(before.<Double>at("database", "id"), changed.at("database", "id"));
      assertEquals("heir", changed.at("database", "owner_name"));
      api.finish(changed);
      assertFalse(inUse.isValid(5));
    }
    assertEquals("new", Database.query(old.replace("/old?", "/new?"), "SELECT current_database()"));
    assertEquals(
        "heir",
        Database.query(
            uri(""), "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'new'"));
    String path = branch + "/databases/new";
    assertRefused(api.patch(path, "{'database':{'name':'neondb'}}"), 409, "already exists");
    assertRefused(api.patch(path, "{'database':{'name':'postgres'}}"), 422, "PostgreSQL's own");
    assertRefused(api.patch(path, "{'database':{'owner_name':'nobody'}}"), 404, "nobody");
    assertRefused(api.patch(path, "{}"), 400, "database is required");
    assertEquals(404, api.patch(branch + "/databases/old", "{'database':{}}").status());
    api.finish(api.delete(path));
  }

  @Test
  void roleOfTheApi_mayDoWhatTheOwnerMay() throws SQLException {
    String branch = branches + "/" + api.get(branches + "?search=main").at("branches", 0, "id");
    Answer role = api.post(branch + "/roles", "{'role':{'name':'second'}}");
    api.finish(role);
    String uri = uri("").replaceFirst("//[^@]*@", "//second:" + role.at("role", "password") + "@");
    assertEquals(
        "true true true true true",
        Database.query(
            uri,
            "SELECT concat_ws(' ', rolcreatedb::text, rolcreaterole::text, rolreplication::text,"
                + " rolbypassrls::text, pg_has_role('neon_superuser', 'member')::text)"
                + " FROM pg_roles WHERE rolname = current_user"));
    assertRefused(api.post(branch + "/roles", "{'role':{'name':'cloud_admin'}}"), 422, "reserved");
    assertRefused(api.post(branch + "/roles", "{'role':{'name':'pg_x'}}"), 422, "reserved");
    assertRefused(api.delete(branch + "/roles/neondb_owner"), 422, "can not be deleted");
    api.finish(api.delete(branch + "/roles/second"));
  }

  @Test
  void owner_createsTheExtensionsThatNeonTrusts_andNoOthers() throws SQLException {
    Database.execute(uri(""), "CREATE EXTENSION pg_stat_statements");
    Database.execute(uri(""), "CREATE EXTENSION postgres_fdw");
    Database.execute(uri(""), "CREATE EXTENSION earthdistance CASCADE");
    Database.query(uri(""), "SELECT 4711");
    assertEquals(
        "t",
        Database.query(
            uri(""), "SELECT count(*) > 0 FROM pg_stat_statements WHERE query LIKE 'SELECT $1%'"));
    SQLException refused =
        assertThrows(
            SQLException.class, () -> Database.execute(uri(""), "CREATE EXTENSION file_fdw"));
    assertEquals("42501", refused.getSQLState());
  }
}
