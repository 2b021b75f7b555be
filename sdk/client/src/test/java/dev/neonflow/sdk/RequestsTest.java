package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.operations.ListOperations;
import dev.neonflow.sdk.projects.ListProjects;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.Test;

class RequestsTest extends WireTest {
  @Test
  void everyRequest_saysWhoAsks() throws Exception {
    neon.close();
    neon = builder().userAgentSuffix("my-tool/1.0").build();
    server.enqueue(answer(200, "{\"project\":" + Answers.PROJECT + "}"));
    neon.projects().get("p");
    RecordedRequest request = taken();
    assertEquals("Bearer " + KEY, request.getHeader("Authorization"));
    assertEquals("application/json", request.getHeader("Accept"));
    String agent = request.getHeader("User-Agent");
    assertTrue(agent.matches("neonflow/\\d+\\.\\d+\\.\\d+\\S* my-tool/1\\.0"), agent);
  }

  @Test
  void projects() throws Exception {
    server.enqueue(answer(200, "{\"projects\":[]}"));
    server.enqueue(answer(200, "{\"projects\":[]}"));
    server.enqueue(answer(200, "{\"project\":" + Answers.PROJECT + "}"));
    neon.projects().list(ListProjects.all());
    neon.projects().list(ListProjects.all().search("a b").orgId("org-1").limit(2).cursor("c"));
    neon.projects().get("silent-hall-60879203");
    assertRequest("GET", "/projects");
    assertRequest("GET", "/projects?search=a%20b&org_id=org-1&limit=2&cursor=c");
    assertRequest("GET", "/projects/silent-hall-60879203");
  }

  @Test
  void endpoints() throws Exception {
    String one = "{\"endpoint\":" + Answers.ENDPOINT + ",\"operations\":[]}";
    String all = "{\"endpoints\":[" + Answers.ENDPOINT + "]}";
    server.enqueue(answer(200, all));
    server.enqueue(answer(200, all));
    server.enqueue(answer(200, one));
    server.enqueue(answer(200, one));
    server.enqueue(answer(200, one));
    neon.endpoints().list("p");
    neon.endpoints().listOfBranch("p", "br-1");
    neon.endpoints().get("p", "ep-1");
    neon.endpoints().start("p", "ep-1");
    neon.endpoints().suspend("p", "ep-1");
    assertRequest("GET", "/projects/p/endpoints");
    assertRequest("GET", "/projects/p/branches/br-1/endpoints");
    assertRequest("GET", "/projects/p/endpoints/ep-1");
    assertRequest("POST", "/projects/p/endpoints/ep-1/start");
    assertRequest("POST", "/projects/p/endpoints/ep-1/suspend");
  }

  @Test
  void databasesRolesAndUris() throws Exception {
    server.enqueue(answer(200, "{\"databases\":[" + Answers.DATABASE + "]}"));
    server.enqueue(answer(200, "{\"roles\":[" + Answers.ROLE + "]}"));
    server.enqueue(answer(200, "{\"password\":\"hush\"}"));
    server.enqueue(answer(200, "{\"uri\":\"" + Answers.URI + "\"}"));
    server.enqueue(answer(200, "{\"uri\":\"" + Answers.URI + "\"}"));
    neon.databases().list("p", "br-1");
    neon.roles().list("p", "br-1");
    assertEquals("hush", neon.roles().revealPassword("p", "br-1", "my/role").reveal());
    ConnectionUriQuery query = ConnectionUriQuery.of("neondb", "o");
    assertEquals("npg_p@ss", neon.connectionUris().get("p", query).password().reveal());
    neon.connectionUris().get("p", query.branchId("br-1").endpointId("ep-1").pooled(true));
    assertRequest("GET", "/projects/p/branches/br-1/databases");
    assertRequest("GET", "/projects/p/branches/br-1/roles");
    assertRequest("GET", "/projects/p/branches/br-1/roles/my%2Frole/reveal_password");
    assertRequest("GET", "/projects/p/connection_uri?database_name=neondb&role_name=o");
    assertRequest(
        "GET",
        "/projects/p/connection_uri?database_name=neondb&role_name=o"
            + "&branch_id=br-1&endpoint_id=ep-1&pooled=true");
  }

  @Test
  void operations() throws Exception {
    String operation = Answers.operation("op-1", "create_branch", "running", 0);
    server.enqueue(answer(200, "{\"operation\":" + operation + "}"));
    server.enqueue(answer(200, "{\"operations\":[" + operation + "]}"));
    neon.operations().get("p", "op-1");
    neon.operations().list("p", ListOperations.all().limit(5).cursor("2026-11-22T10:00:00Z"));
    assertRequest("GET", "/projects/p/operations/op-1");
    assertRequest("GET", "/projects/p/operations?limit=5&cursor=2026-11-22T10%3A00%3A00Z");
  }

  @Test
  void emptyIds_areRefusedBeforeAnythingIsSent() {
    assertThrows(IllegalArgumentException.class, () -> neon.projects().get(" "));
    assertThrows(IllegalArgumentException.class, () -> neon.branches().delete("p", ""));
    assertThrows(IllegalArgumentException.class, () -> neon.branches().get("", "br-1"));
    assertThrows(IllegalArgumentException.class, () -> neon.branches().get("p", ".."));
    assertEquals(0, server.getRequestCount());
  }
}
