package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.apikeys.ApiKey;
import dev.neonflow.sdk.apikeys.ApiKeyCreated;
import dev.neonflow.sdk.apikeys.ApiKeyCreator;
import dev.neonflow.sdk.apikeys.ApiKeyRevoked;
import dev.neonflow.sdk.apikeys.CreateApiKey;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;

class ApiKeysTest extends WireTest {
  private static final Instant MADE = Instant.parse("2022-11-15T20:13:35Z");
  private static final Instant USED = Instant.parse("2022-11-15T20:22:51Z");

  static final String USED_KEY =
      """
      {"id":165432,"name":"ci","created_at":"2022-11-15T20:13:35Z",
       "created_by":{"id":"u-1","name":"Ann","image":"http://i"},
       "last_used_at":"2022-11-15T20:22:51Z","last_used_from_addr":"192.0.2.255"}""";
  static final String UNUSED_KEY =
      """
      {"id":165433,"name":"dev","created_at":"2022-11-15T20:13:35Z",
       "created_by":{"id":"u-1","name":"Ann","image":""},
       "last_used_at":null,"last_used_from_addr":""}""";
  static final String CREATED =
      """
      {"id":9007199254740993,"key":"napi_n3w","name":"ci","created_at":"2022-11-15T20:13:35Z",
       "created_by":"u-1"}""";
  static final String REVOKED =
      """
      {"id":165432,"name":"ci","created_at":"2022-11-15T20:13:35Z","created_by":"u-1",
       "last_used_at":"2022-11-15T20:22:51Z","last_used_from_addr":"192.0.2.255",
       "revoked":true}""";

  static MockResponse lost() {
    return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
  }

  @Test
  void list() throws Exception {
    server.enqueue(answer(200, "[" + USED_KEY + "," + UNUSED_KEY + "]"));
    List<ApiKey> keys = neon.apiKeys().list();
    assertRequest("GET", "/api_keys");
    ApiKeyCreator ann = new ApiKeyCreator("u-1", "Ann", "http://i");
    assertEquals(new ApiKey(165432, "ci", MADE, ann, USED, "192.0.2.255"), keys.get(0));
    assertNull(keys.get(1).lastUsedAt());
    assertThrows(UnsupportedOperationException.class, () -> keys.remove(0));
  }

  @Test
  void newKey_isASecret() throws Exception {
    server.enqueue(answer(200, CREATED));
    ApiKeyCreated created = neon.apiKeys().create(CreateApiKey.named("ci"));
    assertRequest("POST", "/api_keys", "{\"key_name\":\"ci\"}");
    assertEquals(
        new ApiKeyCreated(9007199254740993L, Secret.of("napi_n3w"), "ci", MADE, "u-1"), created);
    assertFalse(created.toString().contains("napi_n3w"), created.toString());
  }

  @Test
  void newKeyWhoseAnswerWasLost_isNotMadeAgain() {
    server.enqueue(lost());
    server.enqueue(answer(200, CREATED));
    AmbiguousWriteException e =
        assertThrows(
            AmbiguousWriteException.class, () -> neon.apiKeys().create(CreateApiKey.named("ci")));
    assertEquals("the list of API keys for one named ci", e.lookAt());
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void newKeyThatCannotBeRead_isNotMadeAgainAndNotShown() {
    server.enqueue(answer(200, CREATED.replace("\"id\":9007199254740993,", "\"id\":\"x\",")));
    RuntimeException e =
        assertThrows(RuntimeException.class, () -> neon.apiKeys().create(CreateApiKey.named("ci")));
    for (Throwable t = e; t != null; t = t.getCause()) {
      assertFalse(t.toString().contains("napi_n3w"), t.toString());
    }
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void revocation() throws Exception {
    server.enqueue(answer(200, REVOKED));
    assertEquals(
        Optional.of(new ApiKeyRevoked(165432, "ci", MADE, "u-1", USED, "192.0.2.255", true)),
        neon.apiKeys().revoke(165432));
    assertRequest("DELETE", "/api_keys/165432");
  }

  @Test
  void revocationOfNoKey_isNotFound() {
    server.enqueue(error(404, "", "not found"));
    assertThrows(NotFoundException.class, () -> neon.apiKeys().revoke(1));
  }

  @Test
  void revocationWhoseAnswerWasLost_isDoneWhenTheKeyIsGone() throws Exception {
    server.enqueue(lost());
    server.enqueue(answer(200, "[" + UNUSED_KEY + "]"));
    assertEquals(Optional.empty(), neon.apiKeys().revoke(165432));
    assertRequest("DELETE", "/api_keys/165432");
    assertRequest("GET", "/api_keys");
  }

  @Test
  void revocationWhoseAnswerWasLost_isMadeAgainWhenTheKeyIsStillThere() throws Exception {
    server.enqueue(lost());
    server.enqueue(answer(200, "[" + USED_KEY + "]"));
    server.enqueue(answer(200, REVOKED));
    assertTrue(neon.apiKeys().revoke(165432).orElseThrow().revoked());
    assertRequest("DELETE", "/api_keys/165432");
    assertRequest("GET", "/api_keys");
    assertRequest("DELETE", "/api_keys/165432");
  }

  @Test
  void namesThatNeonDoesNotTake_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> CreateApiKey.named(" "));
    assertThrows(IllegalArgumentException.class, () -> CreateApiKey.named("x".repeat(65)));
    assertEquals(64, CreateApiKey.named("x".repeat(64)).name().length());
  }
}
