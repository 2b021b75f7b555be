package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
