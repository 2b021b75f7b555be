package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.jwks.AddJwks;
import dev.neonflow.sdk.jwks.Jwks;
import dev.neonflow.sdk.organizations.VpcEndpoint;
import dev.neonflow.sdk.permissions.ProjectPermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;

/** Permissions, key sets and VPC endpoints of a project. */
class ProjectAccessTest extends WireTest {
  private static final AddJwks KEYS = AddJwks.of("https://k/jwks.json", "Clerk");
  private static final String NO_JWKS = "{\"jwks\":[]}";
  private static final String NO_PERMISSIONS = "{\"project_permissions\":[]}";
  private static final String VPC =
      "{\"endpoints\":[{\"vpc_endpoint_id\":\"vpce-1\",\"label\":\"office\"}]}";

  private String permission(Instant at) {
    return "{\"id\":\"g-1\",\"granted_to_email\":\"Ann@x.org\",\"granted_at\":\"" + at + "\"}";
  }

  private String permissions(Instant at) {
    return "{\"project_permissions\":[" + permission(at) + "]}";
  }

  private String jwks(Instant at) {
    return """
    {"id":"j-1","project_id":"p","jwks_url":"https://k/jwks.json","provider_name":"Clerk",
     "created_at":"%s","updated_at":"2026-11-22T09:12:18Z"}"""
        .formatted(at);
  }

  private static MockResponse cut() {
    return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
  }

  @Test
  void permissions() throws Exception {
    Instant now = Instant.parse("2026-11-22T09:12:18Z");
    String revoked = permission(now).replace("}", ",\"revoked_at\":\"2026-11-23T00:00:00Z\"}");
    server.enqueue(answer(200, "{\"project_permissions\":[" + revoked + "]}"));
    server.enqueue(answer(200, permission(now)));
    server.enqueue(answer(200, revoked));
    assertEquals(
        new ProjectPermission("g-1", "Ann@x.org", now, Instant.parse("2026-11-23T00:00:00Z")),
        neon.permissions().list("p").get(0));
    assertNull(neon.permissions().grant("p", "ann@x.org").revokedAt());
    assertEquals("g-1", neon.permissions().revoke("p", "g-1").orElseThrow().id());
    assertRequest("GET", "/projects/p/permissions");
    assertRequest("POST", "/projects/p/permissions", "{\"email\":\"ann@x.org\"}");
    assertRequest("DELETE", "/projects/p/permissions/g-1");
  }

  @Test
  void keySets() throws Exception {
    Instant now = Instant.parse("2026-11-22T09:12:18Z");
    String full =
        jwks(now)
            .replaceFirst(
                "^\\{", "{\"branch_id\":\"br-1\",\"jwt_audience\":\"a\",\"role_names\":[\"r\"],");
    String added = "{\"jwks\":" + jwks(now) + ",\"operations\":[]}";
    server.enqueue(answer(200, "{\"jwks\":[" + full + "]}"));
    server.enqueue(answer(201, added));
    server.enqueue(answer(201, added));
    server.enqueue(answer(200, jwks(now)));
    assertEquals(
        new Jwks("j-1", "p", "br-1", "https://k/jwks.json", "Clerk", "a", List.of("r"), now, now),
        neon.jwks().list("p").get(0));
    assertNull(neon.jwks().add("p", KEYS).jwks().roleNames());
    neon.jwks().add("p", KEYS.branchId("br-1").jwtAudience("a").skipRoleCreation(true));
    assertEquals("j-1", neon.jwks().delete("p", "j-1").orElseThrow().id());
    assertRequest("GET", "/projects/p/jwks");
    String path = "/projects/p/jwks";
    assertRequest(
        "POST", path, "{\"jwks_url\":\"https://k/jwks.json\",\"provider_name\":\"Clerk\"}");
    assertRequest(
        "POST",
        path,
        """
        {"jwks_url":"https://k/jwks.json","provider_name":"Clerk","branch_id":"br-1",
         "jwt_audience":"a","skip_role_creation":true}""");
    assertRequest("DELETE", path + "/j-1");
  }

  @Test
  void vpcEndpoints() throws Exception {
    server.enqueue(answer(200, VPC));
    server.enqueue(new MockResponse());
    server.enqueue(new MockResponse());
    assertEquals(
        List.of(new VpcEndpoint("vpce-1", "office")), neon.projectVpcEndpoints().list("p"));
    neon.projectVpcEndpoints().assign("p", "vpce-1", "office");
    neon.projectVpcEndpoints().delete("p", "vpce-1");
    assertRequest("GET", "/projects/p/vpc_endpoints");
    assertRequest("POST", "/projects/p/vpc_endpoints/vpce-1", "{\"label\":\"office\"}");
    assertRequest("DELETE", "/projects/p/vpc_endpoints/vpce-1");
  }

  @Test
  void lostAnswersOfAdditions_areFoundInTheList() {
    Instant now = time.instant();
    server.enqueue(cut());
    server.enqueue(answer(200, permissions(now)));
    assertEquals("g-1", neon.permissions().grant("p", "ann@x.org").id());
    server.enqueue(cut());
    server.enqueue(answer(200, "{\"jwks\":[" + jwks(now) + "]}"));
    assertEquals(List.of(), neon.jwks().add("p", KEYS).operations());
    server.enqueue(cut());
    server.enqueue(answer(200, VPC));
    neon.projectVpcEndpoints().assign("p", "vpce-1", "office");
    assertEquals(6, server.getRequestCount());
  }

  @Test
  void lostAdditionsThatAreNotInTheList_areSentAgain() {
    Instant now = time.instant();
    server.enqueue(cut());
    server.enqueue(answer(200, NO_PERMISSIONS));
    server.enqueue(answer(200, permission(now)));
    neon.permissions().grant("p", "ann@x.org");
    server.enqueue(cut());
    server.enqueue(answer(200, NO_JWKS));
    server.enqueue(answer(201, "{\"jwks\":" + jwks(now) + ",\"operations\":[]}"));
    neon.jwks().add("p", KEYS);
    server.enqueue(cut());
    server.enqueue(answer(200, VPC));
    server.enqueue(new MockResponse());
    neon.projectVpcEndpoints().assign("p", "vpce-1", "another label");
    assertEquals(9, server.getRequestCount());
  }

  @Test
  void olderOnes_areNotTakenForOurs() {
    Instant before = time.instant().minus(Duration.ofHours(1));
    server.enqueue(cut());
    server.enqueue(answer(200, permissions(before)));
    assertThrows(AmbiguousWriteException.class, () -> neon.permissions().grant("p", "ann@x.org"));
    server.enqueue(cut());
    server.enqueue(answer(200, "{\"jwks\":[" + jwks(before) + "]}"));
    assertThrows(AmbiguousWriteException.class, () -> neon.jwks().add("p", KEYS));
  }

  @Test
  void lostAnswersOfRemovals_areDoneWhenTheListHasThemNot() {
    server.enqueue(cut());
    server.enqueue(answer(200, NO_PERMISSIONS));
    assertEquals(Optional.empty(), neon.permissions().revoke("p", "g-1"));
    server.enqueue(cut());
    server.enqueue(answer(200, NO_JWKS));
    assertEquals(Optional.empty(), neon.jwks().delete("p", "j-1"));
    server.enqueue(cut());
    server.enqueue(answer(200, VPC));
    server.enqueue(new MockResponse());
    neon.projectVpcEndpoints().delete("p", "vpce-1");
    server.enqueue(error(404, "", "no such endpoint"));
    assertThrows(NotFoundException.class, () -> neon.projectVpcEndpoints().delete("p", "vpce-1"));
  }

  @Test
  void emptyValues_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> AddJwks.of("", "Clerk"));
    assertThrows(IllegalArgumentException.class, () -> AddJwks.of("https://k", " "));
    assertThrows(IllegalArgumentException.class, () -> neon.permissions().grant("p", ""));
    assertThrows(
        IllegalArgumentException.class, () -> neon.projectVpcEndpoints().assign("p", "vpce-1", ""));
    assertEquals(0, server.getRequestCount());
  }
}
