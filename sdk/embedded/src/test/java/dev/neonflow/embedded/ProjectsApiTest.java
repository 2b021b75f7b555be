package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectsApiTest extends ApiTest {

  @Test
  void project_isMadeUsedChangedAndDeleted() throws SQLException {
    Answer created =
        api.post(
            "/projects",
            "{'project':{'name':'shop','region_id':'embedded-local','pg_version':18,"
                + "'history_retention_seconds':3600,"
                + "'default_endpoint_settings':{'suspend_timeout_seconds':120},"
                + "'branch':{'name':'production','database_name':'orders'}}}");
    assertEquals(201, created.status(), created::toString);
    String path = "/projects/" + created.at("project", "id");
    Api other = new Api(neon.apiBase(), neon.apiKey(), path);
    assertEquals("create_timeline", created.at("operations", 0, "action"));
    assertEquals("start_compute", created.at("operations", 1, "action"));
    assertEquals("init", created.at("branch", "current_state"));
    assertEquals("orders_owner", created.at("roles", 0, "name"));
    other.finish(created);
    String uri = created.at("connection_uris", 0, "connection_uri");
    assertTrue(uri.contains(created.<String>at("roles", 0, "password")));
    assertEquals("orders_owner", Database.query(uri, "SELECT current_user"));
    assertEquals(created.<String>at("project", "id"), Database.query(uri, "SHOW neon.project_id"));
    assertEquals(120.0, created.<Double>at("endpoints", 0, "suspend_timeout_seconds"));

    Answer changed = api.patch(path, "{'project':{'name':'store'}}");
    assertEquals(List.of(), changed.at("operations"));
    assertEquals("store", api.get(path).at("project", "name"));
    assertEquals("store", api.get("/projects?search=sTor").at("projects", 0, "name"));

    assertEquals(200, api.delete(path).status());
    assertEquals(404, api.get(path).status());
    assertEquals(404, api.delete(path).status());
    assertThrows(SQLException.class, () -> Database.connect(uri).close());
  }

  @Test
  void projects_comeInPages() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Answer created = api.post("/projects", "{'project':{}}");
      made.add(created.at("project", "id"));
      new Api(neon.apiBase(), neon.apiKey(), "/projects/" + made.get(i)).finish(created);
      assertEquals(made.get(i), created.at("project", "name"), "unnamed, it is called by its id");
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    for (Answer page = api.get("/projects?limit=1");
        !page.<List<?>>at("projects").isEmpty();
        page = api.get("/projects?limit=1&cursor=" + cursor)) {
      seen.add(page.at("projects", 0, "id"));
      cursor = page.at("pagination", "cursor");
      assertEquals(seen.get(seen.size() - 1), cursor);
    }
    assertEquals(seen.stream().sorted().distinct().toList(), seen);
    assertTrue(seen.containsAll(made));
    assertEquals(List.of(), api.get("/projects?org_id=org-of-others-1").at("projects"));
    made.forEach(id -> assertEquals(200, api.delete("/projects/" + id).status()));
  }

  @Test
  void newProject_letsConnectionsWait_untilItIsMade() throws SQLException {
    Answer created = api.post("/projects", "{'project':{'name':'at once'}}");
    String uri = created.at("connection_uris", 0, "connection_uri");
    assertEquals("1", Database.query(uri, "SELECT 1"));
    Api other = new Api(neon.apiBase(), neon.apiKey(), "/projects/" + created.at("project", "id"));
    other.finish(created);
    assertEquals(200, api.delete(other.project).status());
  }

  @Test
  void firstProject_stays() {
    assertRefused(api.delete(api.project), 422, "it stays");
    assertRefused(api.post(api.project + "/recover", ""), 501, "recover");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; 400; project is required",
        "{'project':{'pg_version':17}}; 400; pg_version must be 18",
        "{'project':{'region_id':'aws-us-east-2'}}; 400; embedded-local",
        "{'project':{'org_id':'org-of-others-1'}}; 404; org-of-others-1",
        "{'project':{'name':''}}; 400; 1 to 256",
        "{'project':{'store_passwords':false}}; 501; passwords",
        "{'project':{'settings':{'hipaa':true}}}; 501; project.settings",
        "{'project':{'history_retention_seconds':2592001}}; 400; 2592000",
        "{'project':{'default_endpoint_settings':{'suspend_timeout_seconds':1}}}; 400; suspend",
        "{'project':{'branch':{'database_name':'postgres'}}}; 422; PostgreSQL's own",
        "{'project':{'branch':{'role_name':'neon_superuser'}}}; 422; reserved",
      })
  void projectThatCannotBeMade_isRefused(String body, int status, String message) {
    assertRefused(api.post("/projects", body), status, message);
  }
}
