package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.sdk.auth.AuthOwner;
import dev.neonflow.sdk.auth.AuthProvider;
import dev.neonflow.sdk.auth.AuthTransferStatus;
import dev.neonflow.sdk.auth.NeonAuth;
import dev.neonflow.sdk.dataapi.DataApiConfiguration;
import dev.neonflow.sdk.dataapi.DataApiSettings;
import dev.neonflow.sdk.dataapi.OpenApiMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthAndDataApiTest extends WireTest {
  private static final String AUTH =
      """
      {"auth_provider":"better_auth","auth_provider_project_id":"x-1","branch_id":"br-1",
       "db_name":"neondb","created_at":"2026-11-22T10:00:00Z","owned_by":"neon",
       "jwks_url":"https://a/jwks"%s}""";

  @Test
  void auth_isReadWithEverythingAndWithTheLeast() throws Exception {
    server.enqueue(
        answer(
            200,
            AUTH.formatted(
                ",\"transfer_status\":\"finished\",\"base_url\":\"https://a\",\"name\":\"shop\"")));
    server.enqueue(answer(200, AUTH.formatted("").replace("better_auth", "new_one")));
    assertEquals(
        new NeonAuth(
            AuthProvider.BETTER_AUTH,
            "x-1",
            "br-1",
            "neondb",
            Instant.parse("2026-11-22T10:00:00Z"),
            AuthOwner.NEON,
            AuthTransferStatus.FINISHED,
            "https://a/jwks",
            "https://a",
            "shop"),
        neon.auth().get("p", "br-1"));
    assertEquals(AuthProvider.UNKNOWN, neon.auth().get("p", "br-1").authProvider());
    assertRequest("GET", "/projects/p/branches/br-1/auth");
    assertRequest("GET", "/projects/p/branches/br-1/auth");
  }

  @Test
  void dataApi_isReadWithEverythingAndWithTheLeast() throws Exception {
    server.enqueue(
        answer(
            200,
            """
            {"url":"https://d/rest","status":"active","available_schemas":["public","a"],
             "settings":{"db_aggregates_enabled":false,"db_anon_role":"anon",
              "db_extra_search_path":"ext","db_max_rows":100,"db_schemas":["public"],
              "jwt_role_claim_key":".r","jwt_cache_max_lifetime":3600,
              "openapi_mode":"ignore-privileges","server_cors_allowed_origins":"*",
              "server_timing_enabled":true}}"""));
    server.enqueue(
        answer(
            200, "{\"url\":\"u\",\"status\":\"s\",\"settings\":null,\"available_schemas\":null}"));
    server.enqueue(answer(200, "{\"url\":\"u\",\"status\":\"s\",\"settings\":{}}"));
    assertEquals(
        new DataApiConfiguration(
            "https://d/rest",
            "active",
            new DataApiSettings(
                false,
                "anon",
                "ext",
                100,
                List.of("public"),
                ".r",
                Duration.ofHours(1),
                OpenApiMode.IGNORE_PRIVILEGES,
                "*",
                true),
            List.of("public", "a")),
        neon.dataApi().get("p", "br-1", "my/db"));
    assertEquals(
        new DataApiConfiguration("u", "s", null, null), neon.dataApi().get("p", "br-1", "d"));
    DataApiSettings nothing =
        new DataApiSettings(null, null, null, null, null, null, null, null, null, null);
    assertEquals(nothing, neon.dataApi().get("p", "br-1", "d").settings());
    assertRequest("GET", "/projects/p/branches/br-1/data-api/my%2Fdb");
  }
}
