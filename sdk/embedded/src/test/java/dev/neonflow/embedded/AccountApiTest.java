package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountApiTest extends ApiTest {

  @Test
  void account_namesTheOneProject() {
    assertEquals(neon.projectId(), api.get("/projects").at("projects", 0, "id"));
    assertEquals(List.of(), api.get("/projects?search=nothing").at("projects"));
    assertEquals(18.0, api.get(api.project).<Double>at("project", "pg_version"));
    assertEquals("api_key_user", api.get("/auth").at("auth_method"));
    assertEquals(200, api.get("/users/me").status());
    assertEquals(
        api.get(api.project).<String>at("project", "org_id"),
        api.get("/users/me/organizations").at("organizations", 0, "id"));
    assertEquals(200, api.get("/regions").status());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /snapshots, 501, GET /projects/{project_id}/snapshots",
    "POST, /branches/br-x/finalize_restore, 501, {branch_id}/finalize_restore",
    "GET, /nonsense, 404, this route does not exist",
    "PUT, /branches, 404, this route does not exist",
    "GET, /branches/BR_X, 404, this route does not exist",
    "GET, /branches/br-no-such-branch1, 404, not found",
    "GET, /operations/no-such-operation, 404, not found",
    "GET, /branches?limit=x, 400, limit must be",
    "GET, /branches?include_deleted=yes, 400, include_deleted must be true or false",
    "GET, /connection_uri, 400, database_name",
    "GET, /connection_uri?database_name=no&role_name=neondb_owner, 404, not found",
  })
  void whatIsNotThere_saysSo(String method, String path, int status, String message) {
    assertRefused(api.send(method, api.project + path, ""), status, message);
  }

  @Test
  void strangers_areTurnedAway() throws Exception {
    Api stranger = new Api(neon.apiBase(), "wrong", api.project);
    assertRefused(
        stranger.get(api.project), 401, "supplied credentials do not pass authentication");
    assertRefused(api.get("/projects/other-project-12345678"), 404, "not found");
    assertRefused(
        api.post(branches, "{'x':'" + "x".repeat(1 << 20) + "'}"), 413, "larger than 1 MiB");

    URI base = neon.apiBase();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
      String request =
          "GET /api/v2/projects HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer "
              + neon.apiKey()
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    }
  }

  @Test
  void requests_areTold() {
    api.get("/regions?told=1");

    assertTrue(
        served.stream().anyMatch(r -> r.path().equals("/regions") && r.status() == 200),
        () -> served.toString());
  }

  @Test
  void organization_isTheOwnOne() {
    String own = api.get(api.project).at("project", "org_id");
    assertEquals(own, api.get("/organizations/" + own).at("id"));
    assertRefused(api.get("/organizations/org-of-others-1"), 404, "org-of-others-1");
  }

  @Test
  void operations_comeInPages_newestFirst() {
    for (int i = 0; i < 3; i++) {
      api.finish(api.branch("paged-" + i));
    }
    List<Object> all =
        api.get(api.project + "/operations").<List<Map<String, Object>>>at("operations").stream()
            .map(operation -> operation.get("id"))
            .toList();
    List<Object> seen = new ArrayList<>();
    Answer page = api.get(api.project + "/operations?limit=1");
    while (!page.<List<?>>at("operations").isEmpty()) {
      seen.add(page.at("operations", 0, "id"));
      String cursor = page.at("pagination", "cursor");
      assertTrue(cursor.matches("....-..-..T..:..:..\\.\\d{6}Z"), cursor);
      page = api.get(api.project + "/operations?limit=1&cursor=" + cursor);
    }
    assertEquals(all, seen);
    assertRefused(api.get(api.project + "/operations?cursor=x"), 400, "cursor");
    assertRefused(api.get(api.project + "/operations?limit=1001"), 400, "limit");
  }
}
