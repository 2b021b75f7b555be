package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointsApiTest extends ApiTest {

  @Test
  void suspendedCompute_isIdle_untilSomebodyConnectsOrStartsIt() throws SQLException {
    Answer created = api.branch("sleepy");
    api.finish(created);
    String endpoint = api.project + "/endpoints/" + created.at("endpoints", 0, "id");

    Answer suspended = api.post(endpoint + "/suspend", "");
    assertEquals("idle", suspended.at("endpoint", "pending_state"));
    api.finish(suspended);
    assertEquals("idle", api.get(endpoint).at("endpoint", "current_state"));
    assertEquals(
        "1", Database.query(created.at("connection_uris", 0, "connection_uri"), "SELECT 1"));
    assertEquals("active", api.get(endpoint).at("endpoint", "current_state"));
    api.finish(api.post(endpoint + "/suspend", ""));
    api.finish(api.post(endpoint + "/start", ""));
    assertEquals("active", api.get(endpoint).at("endpoint", "current_state"));
    assertEquals(List.of(), api.post(endpoint + "/start", "").at("operations"));
    assertEquals(1, api.get(api.project + "/operations?limit=1").<List<?>>at("operations").size());
  }

  @Test
  void readReplica_followsItsBranch_onAPortOfItsOwn() throws SQLException {
    Answer branch = api.branch("replicated");
    api.finish(branch);
    String id = branch.at("branch", "id");
    String writer = branch.at("connection_uris", 0, "connection_uri");
    Database.execute(writer, "CREATE TABLE t AS SELECT 1 AS id");

    Answer created = add(id, "'type':'read_only','name':'reader'");
    assertEquals(201, created.status());
    assertEquals("read_only", created.at("endpoint", "type"));
    assertEquals("reader", created.at("endpoint", "name"));
    assertEquals("init", created.at("endpoint", "current_state"));
    api.finish(created);
    String endpoint = created.at("endpoint", "id");
    String reader = uri("&branch_id=" + id + "&endpoint_id=" + endpoint);
    assertTrue(reader.contains(created.<String>at("endpoint", "host")));
    assertEquals(writer, uri("&branch_id=" + id));
    assertEquals("1", Database.query(reader, "SELECT count(*) FROM t"));
    assertEquals(endpoint, Database.query(reader, "SHOW neon.endpoint_id"));
    assertEquals(
        "25006",
        assertThrows(SQLException.class, () -> Database.execute(reader, "INSERT INTO t VALUES (2)"))
            .getSQLState());

    Database.execute(writer, "INSERT INTO t VALUES (2)");
    Polling.until(
        "the replica has the row",
        () -> {
          try {
            return Database.query(reader, "SELECT count(*) FROM t").equals("2");
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
    api.finish(api.delete(api.project + "/endpoints/" + endpoint));
    assertEquals(204, api.delete(api.project + "/endpoints/" + endpoint).status());
    assertThrows(SQLException.class, () -> Database.connect(reader).close());
    assertEquals(1, api.get(branches + "/" + id + "/endpoints").<List<?>>at("endpoints").size());
  }

  @Test
  void endpoint_isMadeChangedDisabledRestartedAndDeleted() throws SQLException {
    Answer branch = api.post(branches, "{'branch':{'name':'bare'}}");
    api.finish(branch);
    String id = branch.at("branch", "id");
    Answer created = add(id, "'type':'read_write','suspend_timeout_seconds':3600");
    api.finish(created);
    assertEquals(409, add(id, "'type':'read_write'").status());
    String endpoint = api.project + "/endpoints/" + created.at("endpoint", "id");
    String uri = uri("&branch_id=" + id);
    assertEquals("1", Database.query(uri, "SELECT 1"));

    Answer changed =
        api.patch(
            endpoint,
            "{'endpoint':{'autoscaling_limit_min_cu':0.5,'autoscaling_limit_max_cu':1,"
                + "'name':'mine','settings':{}}}");
    assertEquals(200, changed.status());
    assertEquals(0.5, changed.<Double>at("endpoint", "autoscaling_limit_min_cu"));
    assertEquals(3600.0, changed.<Double>at("endpoint", "suspend_timeout_seconds"));
    Answer disabled = api.patch(endpoint, "{'endpoint':{'disabled':true}}");
    api.finish(disabled);
    SQLException refused = assertThrows(SQLException.class, () -> Database.connect(uri).close());
    assertTrue(refused.getMessage().contains("has been disabled"), refused.getMessage());
    assertEquals(422, api.post(endpoint + "/start", "").status());
    api.finish(api.patch(endpoint, "{'endpoint':{'disabled':false}}"));
    api.finish(api.post(endpoint + "/restart", ""));
    assertEquals("1", Database.query(uri, "SELECT 1"));
    assertTrue(api.get(endpoint).has("endpoint", "last_active"));
    api.finish(api.delete(endpoint));
    assertEquals(404, api.get(endpoint).status());
  }

  @Test
  void senselessEndpoints_areRefused() {
    String main = api.get(branches).at("branches", 0, "id");
    assertRefused(add(main, "'type':'other'"), 400, "read_write or read_only");
    assertRefused(add("br-no-such-branch1", "'type':'read_only'"), 404, "not found");
    assertRefused(
        add(main, "'type':'read_only','region_id':'aws-us-east-2'"), 400, "region_id must be");
    assertRefused(api.post(api.project + "/endpoints", "{}"), 400, "endpoint is required");
    assertRefused(
        api.post(api.project + "/endpoints", "{'endpoint':{'type':'read_only'}}"),
        400,
        "branch_id is required");
    String endpoint = api.get(api.project + "/endpoints").at("endpoints", 0, "id");
    assertRefused(
        api.patch(
            api.project + "/endpoints/" + endpoint, "{'endpoint':{'branch_id':'" + main + "'}}"),
        501,
        "moving an endpoint");
    assertRefused(
        api.patch(
            api.project + "/endpoints/" + endpoint,
            "{'endpoint':{'settings':{'pg_settings':{'work_mem':'8MB'}}}}"),
        501,
        "pg_settings");
  }

  private static Answer add(String branch, String fields) {
    return api.post(
        api.project + "/endpoints", "{'endpoint':{'branch_id':'" + branch + "'," + fields + "}}");
  }
}
