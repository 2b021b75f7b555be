package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.BranchDeleted;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.endpoints.CreateEndpoint;
import dev.neonflow.sdk.operations.ListOperations;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.Test;

class RequestsTest extends WireTest {
  private static final Instant EXPIRY = Instant.parse("2026-11-29T09:12:18.999Z");

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
  void branchReads() throws Exception {
    server.enqueue(answer(200, Answers.BRANCHES));
    server.enqueue(answer(200, Answers.BRANCHES));
    server.enqueue(answer(200, "{\"branch\":" + Answers.ROOT + "}"));
    neon.branches().list("p", ListBranches.all());
    neon.branches().list("p", ListBranches.all().search("preview/pr-4&2").limit(10).cursor("c="));
    neon.branches().get("p", "br-1");
    assertRequest("GET", "/projects/p/branches");
    assertRequest("GET", "/projects/p/branches?search=preview%2Fpr-4%262&limit=10&cursor=c%3D");
    assertRequest("GET", "/projects/p/branches/br-1");
  }

  @Test
  void branchCreation_withOnlyAName_asksForOneEndpoint() throws Exception {
    server.enqueue(answer(201, Answers.CREATED));
    neon.branches().create("p", CreateBranch.named("preview/pr-42"));
    assertRequest(
        "POST",
        "/projects/p/branches",
        """
        {"branch":{"name":"preview/pr-42"},"endpoints":[{"type":"read_write"}]}""");
  }

  @Test
  void branchCreation_withEverything() throws Exception {
    server.enqueue(answer(201, Answers.CREATED));
    neon.branches()
        .create(
            "p",
            CreateBranch.named("x")
                .parentId("br-0")
                .expiresAt(EXPIRY)
                .protectedBranch()
                .initSource(InitSource.SCHEMA_ONLY)
                .annotations(Map.of("github-pr-number", "42"))
                .endpoint(
                    CreateEndpoint.readWrite()
                        .computeUnits(0.25, 2)
                        .suspendAfter(Duration.ofMinutes(5)))
                .addEndpoint(CreateEndpoint.readOnly().neverSuspend()));
    assertRequest(
        "POST",
        "/projects/p/branches",
        """
        {"branch":{"name":"x","parent_id":"br-0","expires_at":"2026-11-29T09:12:18Z",
         "protected":true,"init_source":"schema-only"},
         "endpoints":[{"type":"read_write","autoscaling_limit_min_cu":0.25,
          "autoscaling_limit_max_cu":2,"suspend_timeout_seconds":300},
          {"type":"read_only","suspend_timeout_seconds":-1}],
         "annotation_value":{"github-pr-number":"42"}}""");
  }

  @Test
  void branchCreation_withNothing() throws Exception {
    server.enqueue(answer(201, Answers.CREATED));
    neon.branches().create("p", CreateBranch.unnamed().withoutEndpoint());
    assertRequest("POST", "/projects/p/branches", "{\"branch\":{},\"endpoints\":[]}");
  }

  @Test
  void branchChange_keepsAbsentAndNullApart() throws Exception {
    for (int i = 0; i < 4; i++) {
      server.enqueue(answer(200, Answers.CHANGED));
    }
    neon.branches().update("p", "br-1", UpdateBranch.create());
    neon.branches().update("p", "br-1", UpdateBranch.create().name("n").protectedBranch(false));
    neon.branches().update("p", "br-1", UpdateBranch.create().expiresAt(EXPIRY));
    neon.branches().update("p", "br-1", UpdateBranch.create().expiresAt(EXPIRY).neverExpires());
    String path = "/projects/p/branches/br-1";
    assertRequest("PATCH", path, "{\"branch\":{}}");
    assertRequest("PATCH", path, "{\"branch\":{\"name\":\"n\",\"protected\":false}}");
    assertRequest("PATCH", path, "{\"branch\":{\"expires_at\":\"2026-11-29T09:12:18Z\"}}");
    assertRequest("PATCH", path, "{\"branch\":{\"expires_at\":null}}");
  }

  @Test
  void branchDeletion_answersWithTheBranchOrNothing() throws Exception {
    server.enqueue(answer(200, Answers.CHANGED));
    server.enqueue(new MockResponse().setResponseCode(204));
    assertTrue(neon.branches().delete("p", "br-1").branch().isPresent());
    assertEquals(BranchDeleted.wasNotThere(), neon.branches().delete("p", "br-1"));
    assertRequest("DELETE", "/projects/p/branches/br-1");
    assertRequest("DELETE", "/projects/p/branches/br-1");
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
