package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.sdk.projects.TransferRequest;
import java.time.Duration;
import java.time.Instant;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;

class ProjectTransfersTest extends WireTest {
  private static final String REQUEST =
      """
      {"id":"r-1hush","project_id":"p","created_at":"2026-11-22T09:00:00Z",
       "expires_at":"2026-11-23T09:00:00Z"}""";

  @Test
  void offersAndAcceptances_sendWhatIsSet() throws Exception {
    server.enqueue(answer(201, REQUEST));
    server.enqueue(answer(201, REQUEST));
    server.enqueue(new MockResponse().setResponseCode(204));
    server.enqueue(new MockResponse().setResponseCode(204));
    TransferRequest made = neon.projects().createTransferRequest("p");
    assertEquals(Instant.parse("2026-11-23T09:00:00Z"), made.expiresAt());
    neon.projects().createTransferRequest("p", Duration.ofHours(1));
    neon.projects().acceptTransferRequest("p", "r-1", null);
    neon.projects().acceptTransferRequest("p", "r-1", "org-2");
    assertRequest("POST", "/projects/p/transfer_requests", "{}");
    assertRequest("POST", "/projects/p/transfer_requests", "{\"ttl_seconds\":3600}");
    assertRequest("PUT", "/projects/p/transfer_requests/r-1", "{}");
    assertRequest("PUT", "/projects/p/transfer_requests/r-1", "{\"org_id\":\"org-2\"}");
  }

  @Test
  void transferThatThePlanForbids_isAnInvalidRequest() {
    server.enqueue(answer(406, "{\"reasons\":[{\"message\":\"too big\",\"code\":\"SIZE\"}]}"));
    assertEquals(
        406,
        assertThrows(
                InvalidRequestException.class,
                () -> neon.projects().acceptTransferRequest("p", "r", null))
            .status());
  }

  @Test
  void lostAnswers_areAmbiguous() {
    server.enqueue(cut());
    server.enqueue(cut());
    assertThrows(AmbiguousWriteException.class, () -> neon.projects().createTransferRequest("p"));
    assertThrows(
        AmbiguousWriteException.class, () -> neon.projects().acceptTransferRequest("p", "r", null));
    assertEquals(2, server.getRequestCount());
  }

  @Test
  void whatCannotBeRight_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> neon.projects().createTransferRequest("p", Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> neon.projects().acceptTransferRequest("p", " ", null));
    assertEquals(0, server.getRequestCount());
  }

  /** Who knows the id can take the project. */
  @Test
  void idOfATransfer_isNotShown() {
    server.enqueue(answer(201, REQUEST));
    server.enqueue(error(423, "", "locked"));
    server.enqueue(cut());
    NeonRequest other =
        NeonRequest.post("projects/{project_id}/invitations/{token}/accept")
            .path("project_id", "p")
            .path("token", "t-2hush");
    server.enqueue(cut());
    try (ShownLog log = new ShownLog()) {
      String made = neon.projects().createTransferRequest("p").toString();
      AmbiguousWriteException lost =
          assertThrows(
              AmbiguousWriteException.class,
              () -> neon.projects().acceptTransferRequest("p", "r-1hush", "org-2"));
      AmbiguousWriteException another =
          assertThrows(AmbiguousWriteException.class, () -> neon.request(other));
      assertTrue(
          log.text().contains("PUT /api/v2/projects/p/transfer_requests/*** -> 423"), log.text());
      assertTrue(log.text().contains("/projects/p/invitations/***/accept"), log.text());
      for (String shown : new String[] {made, log.text(), lost.toString(), another.toString()}) {
        assertFalse(shown.contains("hush"), shown);
      }
    }
  }

  private static MockResponse cut() {
    return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
  }
}
