package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.NeonDecodingException;
import dev.neonflow.sdk.error.NotFoundException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.example.CallersRecords.Advice;
import org.example.CallersRecords.Advisors;
import org.example.CallersRecords.NewBucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client has no method for: one way to send it, no less careful than all others. */
class NeonRequestTest extends WireTest {
  private static final MockResponse CUT =
      new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);

  @Test
  void advisors() throws Exception {
    server.enqueue(
        answer(
            200,
            """
            {"advisors":[{"name":"rls","level":"WARN","since":"2026-11-22T10:00:00Z","x":1}],
             "total_count":9007199254740993}"""));
    NeonRequest request =
        NeonRequest.get("projects/{project_id}/advisors")
            .path("project_id", "silent-hall-60879203")
            .query("category", "security")
            .query("branch", "a b&c")
            .query("branch", "d");
    Advisors answer = neon.request(request, Advisors.class);
    assertRequest(
        "GET",
        "/projects/silent-hall-60879203/advisors?category=security&branch=a%20b%26c&branch=d");
    Instant since = Instant.parse("2026-11-22T10:00:00Z");
    assertEquals(
        new Advisors(List.of(new Advice("rls", "WARN", since)), 9007199254740993L), answer);
  }

  @Test
  void records_andArrays_andMaps_andAnything_canBeRead() {
    String list = "[{\"name\":\"a\"},{\"name\":\"b\"}]";
    server.enqueue(answer(200, list));
    server.enqueue(answer(200, list));
    server.enqueue(answer(200, "{\"n\":1,\"deep\":{\"l\":[true,null]}}"));
    NeonRequest request = NeonRequest.get("regions");
    Advice[] read = neon.request(request, Advice[].class);
    assertArrayEquals(
        new Advice[] {new Advice("a", null, null), new Advice("b", null, null)}, read);
    assertEquals(
        List.of(Map.of("name", "a"), Map.of("name", "b")), neon.request(request, Object.class));
    Map<?, ?> fields = neon.request(request);
    assertEquals(1.0, fields.get("n"));
  }

  @Test
  void bodies_areRecordsOrMaps_withTheNullsOfMapsOnly() throws Exception {
    for (int i = 0; i < 5; i++) {
      server.enqueue(answer(200, "{}"));
    }
    Map<String, Object> change = new HashMap<>();
    change.put("name", null);
    change.put("inner", Map.of("rows", List.of(1, 2.5), "bucket", new NewBucket("b", null, null)));
    NeonRequest patch = NeonRequest.patch("a/{b}").path("b", "x/../y?#%").body(change);
    neon.request(patch);
    neon.request(NeonRequest.post("a").body(new NewBucket("b", null, Secret.of("hush"))));
    neon.request(NeonRequest.put("a").body(List.of("x")));
    neon.request(NeonRequest.delete("a").body(Map.of("domain", "d")));
    neon.request(NeonRequest.post("a"));
    assertRequest(
        "PATCH",
        "/a/x%2F..%2Fy%3F%23%25",
        "{\"name\":null,\"inner\":{\"rows\":[1,2.5],\"bucket\":{\"name\":\"b\"}}}");
    assertRequest("POST", "/a", "{\"name\":\"b\",\"key\":\"hush\"}");
    assertRequest("PUT", "/a", "[\"x\"]");
    assertRequest("DELETE", "/a", "{\"domain\":\"d\"}");
    assertRequest("POST", "/a");
  }

  @ParameterizedTest
  @EnumSource
  void noContent_isAnEmptyMap_exceptWhereATypeIsDue(NeonRequest.Method method) throws Exception {
    NeonRequest request = new NeonRequest(method, "a", Map.of(), Map.of(), null, false);
    server.enqueue(answer(200, ""));
    server.enqueue(answer(200, ""));
    assertEquals(Map.of(), neon.request(request));
    assertThrows(NeonDecodingException.class, () -> neon.request(request, Advice.class));
    assertRequest(method.name(), "/a");
    if (method != NeonRequest.Method.GET) {
      server.enqueue(new MockResponse().setResponseCode(204));
      assertEquals(Map.of(), neon.request(request));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>hush</html>", "{\"name\":", "{\"since\":\"hush\"}", "null", "[1]"})
  void unreadableAnswer_isADecodingErrorThatShowsNothingOfIt(String body) {
    server.enqueue(answer(200, body));
    NeonDecodingException e =
        assertThrows(
            NeonDecodingException.class,
            () -> neon.request(NeonRequest.post("a").repeatable(), Advice.class));
    assertTrue(e.getMessage().contains("POST /api/v2/a was answered"), e.getMessage());
    assertEquals(1, server.getRequestCount());
    for (Throwable t = e; t != null; t = t.getCause()) {
      assertFalse(String.valueOf(t.getMessage()).contains("hush"), t.toString());
    }
  }

  @Test
  void errorsAndRetries_areThoseOfAllCalls() {
    server.enqueue(error(423, "", "locked"));
    server.enqueue(error(404, "NOT_FOUND", "nothing there"));
    NotFoundException e =
        assertThrows(NotFoundException.class, () -> neon.request(NeonRequest.post("a")));
    assertEquals(2, e.attempts());
    assertEquals("req-1", e.requestId().orElseThrow());
  }

  @Test
  void lostAnswer_isAskedForAgain_ifReadingOrRepeatable_elseAmbiguous() {
    for (NeonRequest again :
        List.of(NeonRequest.get("a"), NeonRequest.post("a").body(Map.of()).repeatable())) {
      server.enqueue(CUT.clone());
      server.enqueue(answer(200, "{\"name\":\"n\"}"));
      assertEquals("n", neon.request(again, Advice.class).name());
    }
    int before = server.getRequestCount();
    server.enqueue(CUT.clone());
    NeonRequest once = NeonRequest.post("a/{id}").path("id", "x").body(Map.of());
    AmbiguousWriteException e =
        assertThrows(AmbiguousWriteException.class, () -> neon.request(once, Advice.class));
    assertTrue(e.lookAt().contains("POST /api/v2/a/x"), e.lookAt());
    assertEquals(before + 1, server.getRequestCount());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/projects",
        "//other.example/x",
        "https://other.example/x",
        "a//b",
        "a/",
        "../v3/a",
        "a/./b",
        "a/%2e%2e/b",
        "a?b=c",
        "a#b",
        "a\\b",
        "a b",
        "a/{b",
        "a/{}",
      })
  void pathThatIsNoneOrCouldLeaveTheBase_isRefused(String path) {
    assertThrows(IllegalArgumentException.class, () -> NeonRequest.get(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".."})
  void valueThatChangesThePath_isRefused(String value) {
    NeonRequest request = NeonRequest.get("a/{b}/c");
    assertThrows(IllegalArgumentException.class, () -> request.path("b", value));
  }

  @Test
  void valuesThatOnlyTogetherChangeThePath_areRefused() {
    NeonRequest request = NeonRequest.get("a/.{b}").path("b", "x");
    assertThrows(
        IllegalArgumentException.class,
        () -> neon.request(NeonRequest.get("a/{b}{c}").path("b", ".").path("c", ".")));
    server.enqueue(answer(200, "{}"));
    assertEquals(Map.of(), neon.request(request));
  }

  @Test
  void whatCannotBeSent_isRefusedBeforeItIs() {
    NeonRequest open = NeonRequest.get("a/{b}");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> neon.request(open));
    assertTrue(e.getMessage().contains("needs a value for b"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> open.path("c", "x"));
    assertThrows(IllegalArgumentException.class, () -> NeonRequest.get("a").body(Map.of()));
    NeonRequest post = NeonRequest.post("a");
    assertThrows(IllegalArgumentException.class, () -> neon.request(post, Void.class));
    assertThrows(IllegalArgumentException.class, () -> neon.request(post, Thread.class));
    NeonRequest odd = post.body(Map.of("x", Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> neon.request(odd));
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void text_showsNoValues() {
    String text =
        NeonRequest.post("a").query("q", "hush").body(Map.of("password", "hush")).toString();
    assertEquals("POST a", text);
  }

  @Test
  void request_doesNotChange() throws Exception {
    NeonRequest plain = NeonRequest.get("a");
    NeonRequest more = plain.query("q", "1");
    assertEquals(Map.of(), plain.queryValues());
    assertEquals(List.of("1"), more.queryValues().get("q"));
    assertNull(plain.content());
    server.enqueue(answer(200, "{}"));
    neon.request(more);
    RecordedRequest sent = taken();
    assertEquals("/api/v2/a?q=1", sent.getPath());
    assertEquals("Bearer " + KEY, sent.getHeader("Authorization"));
  }
}
