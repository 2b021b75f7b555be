package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.operations.ListOperations;
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
  void connectionUris() throws Exception {
    server.enqueue(answer(200, "{\"uri\":\"" + Answers.URI + "\"}"));
    server.enqueue(answer(200, "{\"uri\":\"" + Answers.URI + "\"}"));
    ConnectionUriQuery query = ConnectionUriQuery.of("neondb", "o");
    assertEquals("npg_p@ss", neon.connectionUris().get("p", query).password().reveal());
    neon.connectionUris().get("p", query.branchId("br-1").endpointId("ep-1").pooled(true));
    assertRequest("GET", "/projects/p/connection_uri?database_name=neondb&role_name=o");
    assertRequest(
        "GET",
        "/projects/p/connection_uri?database_name=neondb&role_name=o"
            + "&branch_id=br-1&endpoint_id=ep-1&pooled=true");
    assertThrows(IllegalArgumentException.class, () -> ConnectionUriQuery.of("", "o"));
    assertThrows(IllegalArgumentException.class, () -> ConnectionUriQuery.of("neondb", " "));
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
