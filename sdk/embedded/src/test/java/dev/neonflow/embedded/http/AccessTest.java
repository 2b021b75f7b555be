package dev.neonflow.embedded.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.0.0.1:7432, true",
    "LocalHost:7432, true",
    "[::1]:7432, true",
    "[::1], true",
    "evil.example:7432, false",
    "127.0.0.1.evil.example, false",
    "localhost.evil.example:80, false",
    ":7432, false",
  })
  void host_isOursOrNot(String host, boolean local) {
    assertEquals(local, new Access("key").local(host));
  }

  @Test
  void key_isTakenFromABearerHeaderOnly() {
    Access access = new Access("key");

    assertTrue(access.authorized("Bearer key"));
    assertTrue(access.authorized("bearer key"));
    assertFalse(access.authorized("Bearer key2"));
    assertFalse(access.authorized("Basic key"));
    assertFalse(access.authorized(null));
    assertFalse(access.local(null));
  }

  @Test
  void placeholders_areDecoded_andIdsMustLookLikeIds() {
    Route route =
        Route.get("/projects/{project_id}/roles/{role_name}", request -> Response.nothing());

    assertEquals(
        Optional.of(Map.of("project_id", "a-b-1", "role_name", "a b/c+d")),
        route.match("GET", "/projects/a-b-1/roles/a%20b%2Fc+d"));
    assertEquals(Optional.empty(), route.match("POST", "/projects/a-b-1/roles/x"));
    assertEquals(Optional.empty(), route.match("GET", "/projects/A/roles/x"));
    assertEquals(Optional.empty(), route.match("GET", "/projects/a/roles/"));
    assertEquals(Optional.empty(), route.match("GET", "/projects/a/roles/%zz"));
    assertEquals(Optional.empty(), route.match("GET", "/projects/a/roles/x/y"));
  }
}
