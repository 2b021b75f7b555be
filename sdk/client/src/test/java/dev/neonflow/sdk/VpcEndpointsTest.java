package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.organizations.RegionalVpcEndpoint;
import dev.neonflow.sdk.organizations.VpcEndpoint;
import dev.neonflow.sdk.organizations.VpcEndpointDetails;
import dev.neonflow.sdk.organizations.VpcEndpointState;
import dev.neonflow.sdk.organizations.VpcEndpointsApi;
import java.util.List;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VpcEndpointsTest extends WireTest {
  private static final String IN_REGION = "/organizations/org-1/vpc/region/aws-us-east-2";
  private static final String ONE = IN_REGION + "/vpc_endpoints/vpce-1";
  private static final String DETAILS =
      """
      {"vpc_endpoint_id":"vpce-1","label":"office","state":"accepted","num_restricted_projects":4,
       "example_restricted_projects":["p-1","p-2","p-3"]}""";

  private VpcEndpointsApi endpoints;

  @BeforeEach
  void choose() {
    endpoints = neon.organizations().vpcEndpoints();
  }

  @Test
  void lists() throws Exception {
    String one = "{\"vpc_endpoint_id\":\"vpce-1\",\"label\":\"office\"";
    server.enqueue(answer(200, "{\"endpoints\":[" + one + ",\"region_id\":\"r-1\"}]}"));
    server.enqueue(answer(200, "{\"endpoints\":[" + one + "}]}"));
    assertEquals(
        List.of(new RegionalVpcEndpoint("vpce-1", "office", "r-1")),
        endpoints.listAllRegions("org-1"));
    assertEquals(
        List.of(new VpcEndpoint("vpce-1", "office")), endpoints.list("org-1", "aws-us-east-2"));
    assertRequest("GET", "/organizations/org-1/vpc/vpc_endpoints");
    assertRequest("GET", IN_REGION + "/vpc_endpoints");
  }

  @ParameterizedTest
  @CsvSource({"new, NEW", "accepted, ACCEPTED", "rejected, UNKNOWN"})
  void details(String state, VpcEndpointState read) throws Exception {
    server.enqueue(answer(200, DETAILS.replace("accepted", state)));
    assertEquals(
        new VpcEndpointDetails("vpce-1", "office", read, 4, List.of("p-1", "p-2", "p-3")),
        endpoints.get("org-1", "aws-us-east-2", "vpce-1"));
    assertRequest("GET", ONE);
  }

  @Test
  void changes_areAnsweredWithoutContent() throws Exception {
    server.enqueue(new MockResponse());
    server.enqueue(new MockResponse());
    endpoints.assign("org-1", "aws-us-east-2", "vpce-1", "office");
    endpoints.delete("org-1", "aws-us-east-2", "vpce-1");
    assertRequest("POST", ONE, "{\"label\":\"office\"}");
    assertRequest("DELETE", ONE);
  }

  @Test
  void assignmentWhoseAnswerWasLost_isMadeAgain() throws Exception {
    server.enqueue(ApiKeysTest.lost());
    server.enqueue(new MockResponse());
    endpoints.assign("org-1", "aws-us-east-2", "vpce-1", "office");
    assertRequest("POST", ONE, "{\"label\":\"office\"}");
    assertRequest("POST", ONE, "{\"label\":\"office\"}");
  }

  @Test
  void deletionWhoseAnswerWasLost_isMadeAgainUntilItIsGone() throws Exception {
    server.enqueue(ApiKeysTest.lost());
    server.enqueue(answer(200, DETAILS));
    server.enqueue(ApiKeysTest.lost());
    server.enqueue(error(404, "", "not found"));
    endpoints.delete("org-1", "aws-us-east-2", "vpce-1");
    for (String method : List.of("DELETE", "GET", "DELETE", "GET")) {
      assertRequest(method, ONE);
    }
  }

  @Test
  void deletionOfNothing_isNotFound() {
    server.enqueue(error(404, "", "not found"));
    assertThrows(
        NotFoundException.class, () -> endpoints.delete("org-1", "aws-us-east-2", "vpce-1"));
  }

  @Test
  void emptyIds_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> endpoints.listAllRegions(""));
    assertThrows(IllegalArgumentException.class, () -> endpoints.list("org-1", ""));
    assertThrows(IllegalArgumentException.class, () -> endpoints.get("org-1", "r", " "));
    assertThrows(IllegalArgumentException.class, () -> endpoints.assign("org-1", "r", "", "l"));
    assertThrows(IllegalArgumentException.class, () -> endpoints.delete("", "r", "v"));
    assertEquals(0, server.getRequestCount());
  }
}
