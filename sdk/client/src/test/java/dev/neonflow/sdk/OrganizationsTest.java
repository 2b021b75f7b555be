package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.apikeys.ApiKeyCreator;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.sdk.organizations.CreateInvitation;
import dev.neonflow.sdk.organizations.CreateOrganizationApiKey;
import dev.neonflow.sdk.organizations.Invitation;
import dev.neonflow.sdk.organizations.ListMembers;
import dev.neonflow.sdk.organizations.Member;
import dev.neonflow.sdk.organizations.MemberRole;
import dev.neonflow.sdk.organizations.MemberSort;
import dev.neonflow.sdk.organizations.MemberUser;
import dev.neonflow.sdk.organizations.MemberWithUser;
import dev.neonflow.sdk.organizations.Organization;
import dev.neonflow.sdk.organizations.OrganizationApiKey;
import dev.neonflow.sdk.organizations.OrganizationApiKeyCreated;
import dev.neonflow.sdk.organizations.TransferProjects;
import dev.neonflow.sdk.paging.Page;
import dev.neonflow.sdk.paging.SortOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OrganizationsTest extends WireTest {
  private static final Instant JOINED = Instant.parse("2024-02-23T17:42:25Z");

  static final String ORGANIZATION =
      """
      {"id":"org-1","name":"shop","handle":"shop-org-1","plan":"scale","managed_by":"console",
       "created_at":"2024-02-23T17:42:25Z","updated_at":"2024-02-23T17:42:25Z",
       "require_mfa":false,"allow_hipaa_projects":true,"later":{}}""";
  private static final String MEMBER =
      """
      {"id":"m-1","user_id":"u-1","org_id":"org-1","role":"admin",
       "joined_at":"2024-02-23T17:42:25Z"}""";
  private static final String MEMBERS =
      """
      {"members":[{"member":%s,"user":{"email":"a@b","has_mfa":true,
        "deactivated_at":"2024-02-23T17:42:25Z"}},
       {"member":{"id":"m-2","user_id":"u-2","org_id":"org-1","role":"owner"},
        "user":{"email":"c@d"}}],
       "pagination":{"next":"n=","sort_by":"joined_at","sort_order":"desc"}}"""
          .formatted(MEMBER);
  private static final String INVITATIONS =
      """
      {"invitations":[{"id":"i-1","email":"a@b","org_id":"org-1","invited_by":"u-1",
       "role":"viewer","invited_at":"2024-02-23T17:42:25Z"}]}""";
  private static final Invitation INVITATION =
      new Invitation("i-1", "a@b", "org-1", "u-1", JOINED, MemberRole.VIEWER);

  @Test
  void organization() throws Exception {
    server.enqueue(answer(200, ORGANIZATION));
    server.enqueue(
        answer(
            200,
            ORGANIZATION
                .replace("\"require_mfa\":false,", "")
                .replace("\"allow_hipaa_projects\":true,", "")));
    assertEquals(
        new Organization(
            "org-1", "shop", "shop-org-1", "scale", JOINED, JOINED, "console", true, false),
        neon.organizations().get("org-1"));
    assertNull(neon.organizations().get("org-1").requireMfa());
    assertRequest("GET", "/organizations/org-1");
  }

  @Test
  void apiKeys() throws Exception {
    String limited = ApiKeysTest.USED_KEY.replace("\"id\":165432", "\"id\":1,\"project_id\":\"p\"");
    server.enqueue(answer(200, "[" + limited + "," + ApiKeysTest.UNUSED_KEY + "]"));
    server.enqueue(answer(200, ApiKeysTest.CREATED));
    server.enqueue(answer(200, ApiKeysTest.CREATED.replace("{", "{\"project_id\":\"p\",")));
    server.enqueue(answer(200, ApiKeysTest.REVOKED.replace("{", "{\"project_id\":\"p\",")));
    List<OrganizationApiKey> keys = neon.organizations().listApiKeys("org-1");
    assertEquals(new ApiKeyCreator("u-1", "Ann", "http://i"), keys.get(0).createdBy());
    assertEquals("p", keys.get(0).projectId());
    assertNull(keys.get(1).projectId());
    CreateOrganizationApiKey ci = CreateOrganizationApiKey.named("ci");
    assertNull(neon.organizations().createApiKey("org-1", ci).projectId());
    OrganizationApiKeyCreated created =
        neon.organizations().createApiKey("org-1", ci.projectId("p"));
    assertEquals("p", created.projectId());
    assertEquals("napi_n3w", created.key().reveal());
    assertFalse(created.toString().contains("napi_n3w"), created.toString());
    var revoked = neon.organizations().revokeApiKey("org-1", 165432).orElseThrow();
    assertTrue(revoked.revoked());
    assertEquals("p", revoked.projectId());
    assertRequest("GET", "/organizations/org-1/api_keys");
    assertRequest("POST", "/organizations/org-1/api_keys", "{\"key_name\":\"ci\"}");
    assertRequest(
        "POST", "/organizations/org-1/api_keys", "{\"key_name\":\"ci\",\"project_id\":\"p\"}");
    assertRequest("DELETE", "/organizations/org-1/api_keys/165432");
  }

  @Test
  void revocationWhoseAnswerWasLost_looksAtTheList() throws Exception {
    server.enqueue(ApiKeysTest.lost());
    server.enqueue(answer(200, "[]"));
    assertEquals(Optional.empty(), neon.organizations().revokeApiKey("org-1", 7));
    assertRequest("DELETE", "/organizations/org-1/api_keys/7");
    assertRequest("GET", "/organizations/org-1/api_keys");
  }

  @Test
  void members() throws Exception {
    server.enqueue(answer(200, MEMBERS));
    server.enqueue(answer(200, "{\"members\":[],\"pagination\":{}}"));
    server.enqueue(answer(200, "{\"members\":[]}"));
    server.enqueue(answer(200, MEMBER));
    Member admin = new Member("m-1", "u-1", "org-1", MemberRole.ADMIN, JOINED);
    assertEquals(
        new Page<>(
            List.of(
                new MemberWithUser(admin, new MemberUser("a@b", true, JOINED)),
                new MemberWithUser(
                    new Member("m-2", "u-2", "org-1", MemberRole.UNKNOWN, null),
                    new MemberUser("c@d", null, null))),
            "n="),
        neon.organizations().listMembers("org-1", ListMembers.all()));
    ListMembers query =
        ListMembers.all().sortBy(MemberSort.JOINED_AT, SortOrder.ASCENDING).limit(2).cursor("n=");
    Page<MemberWithUser> none = new Page<>(List.of(), null);
    assertEquals(none, neon.organizations().listMembers("org-1", query));
    assertEquals(none, neon.organizations().listMembers("org-1", ListMembers.all()));
    assertEquals(admin, neon.organizations().getMember("org-1", "m-1"));
    assertRequest("GET", "/organizations/org-1/members");
    assertRequest(
        "GET", "/organizations/org-1/members?sort_by=joined_at&sort_order=asc&limit=2&cursor=n%3D");
    assertRequest("GET", "/organizations/org-1/members");
    assertRequest("GET", "/organizations/org-1/members/m-1");
  }

  @Test
  void allMembers_areWalkedFromWhereTheQueryStarts() throws Exception {
    server.enqueue(answer(200, MEMBERS));
    server.enqueue(answer(200, MEMBERS.replace("\"next\":\"n=\",", "")));
    ListMembers query = ListMembers.all().limit(2).cursor("c");
    assertEquals(4, neon.organizations().listAllMembers("org-1", query).stream().count());
    assertRequest("GET", "/organizations/org-1/members?limit=2&cursor=c");
    assertRequest("GET", "/organizations/org-1/members?limit=2&cursor=n%3D");
  }

  @Test
  void memberChanges() throws Exception {
    server.enqueue(answer(200, MEMBER));
    server.enqueue(answer(200, "{}"));
    neon.organizations().updateMember("org-1", "m-1", MemberRole.ADMIN);
    neon.organizations().removeMember("org-1", "m-1");
    assertRequest("PATCH", "/organizations/org-1/members/m-1", "{\"role\":\"admin\"}");
    assertRequest("DELETE", "/organizations/org-1/members/m-1");
  }

  @Test
  void memberChangesWhoseAnswerWasLost_areLookedAt() throws Exception {
    server.enqueue(ApiKeysTest.lost());
    server.enqueue(answer(200, MEMBER));
    server.enqueue(answer(200, MEMBER.replace("admin", "viewer")));
    server.enqueue(ApiKeysTest.lost());
    server.enqueue(error(404, "", "not found"));
    var member = neon.organizations().updateMember("org-1", "m-1", MemberRole.VIEWER);
    assertEquals(MemberRole.VIEWER, member.role());
    neon.organizations().removeMember("org-1", "m-1");
    for (String method : List.of("PATCH", "GET", "PATCH", "DELETE", "GET")) {
      assertEquals(method, taken().getMethod());
    }
  }

  @Test
  void invitations() throws Exception {
    server.enqueue(answer(200, INVITATIONS));
    server.enqueue(answer(200, INVITATIONS));
    assertEquals(List.of(INVITATION), neon.organizations().listInvitations("org-1"));
    assertEquals(
        List.of(INVITATION),
        neon.organizations()
            .createInvitations(
                "org-1",
                List.of(
                    CreateInvitation.of("a@b", MemberRole.VIEWER),
                    CreateInvitation.of("c@d", MemberRole.ADMIN))));
    assertRequest("GET", "/organizations/org-1/invitations");
    assertRequest(
        "POST",
        "/organizations/org-1/invitations",
        """
        {"invitations":[{"email":"a@b","role":"viewer"},{"email":"c@d","role":"admin"}]}""");
  }

  @Test
  void transfer() throws Exception {
    server.enqueue(answer(200, "{}"));
    server.enqueue(answer(406, "{\"limits\":[{\"name\":\"projects_count\"}]}"));
    TransferProjects request = TransferProjects.to("org-2", List.of("p-1", "p-2"));
    neon.organizations().transferProjects("org-1", request);
    assertRequest(
        "POST",
        "/organizations/org-1/projects/transfer",
        "{\"destination_org_id\":\"org-2\",\"project_ids\":[\"p-1\",\"p-2\"]}");
    InvalidRequestException e =
        assertThrows(
            InvalidRequestException.class,
            () -> neon.organizations().transferProjects("org-1", request));
    assertEquals(406, e.status());
  }

  @Test
  void whatCannotBeReadBack_isNotSentAgain() {
    assertLost(
        "the list of API keys of organization org-1 for one named ci",
        () -> neon.organizations().createApiKey("org-1", CreateOrganizationApiKey.named("ci")));
    assertLost(
        "the invitations and members of organization org-1",
        () ->
            neon.organizations()
                .createInvitations(
                    "org-1", List.of(CreateInvitation.of("a@b", MemberRole.MEMBER))));
    assertLost(
        "the projects of organizations org-1 and org-2",
        () ->
            neon.organizations()
                .transferProjects("org-1", TransferProjects.to("org-2", List.of("p"))));
  }

  private void assertLost(String lookAt, Executable call) {
    int before = server.getRequestCount();
    server.enqueue(ApiKeysTest.lost());
    AmbiguousWriteException e = assertThrows(AmbiguousWriteException.class, call);
    assertEquals(lookAt, e.lookAt());
    assertEquals(before + 1, server.getRequestCount());
  }

  @Test
  void whatCannotBeRight_isRefusedBeforeAnythingIsSent() {
    List<Executable> wrong =
        List.of(
            () -> neon.organizations().get(""),
            () -> neon.organizations().listApiKeys(" "),
            () -> neon.organizations().updateMember("org-1", "m-1", MemberRole.UNKNOWN),
            () -> neon.organizations().removeMember("org-1", ""),
            () -> neon.organizations().createInvitations("org-1", List.of()),
            () -> CreateInvitation.of("a@b", MemberRole.UNKNOWN),
            () -> CreateInvitation.of("", MemberRole.ADMIN),
            () -> CreateOrganizationApiKey.named(""),
            () -> CreateOrganizationApiKey.named("x".repeat(65)),
            () -> CreateOrganizationApiKey.named("x").projectId(""),
            () -> TransferProjects.to("", List.of("p")),
            () -> TransferProjects.to("org-2", List.of()),
            () -> TransferProjects.to("org-2", List.of("")),
            () -> TransferProjects.to("org-2", java.util.Collections.nCopies(401, "p")),
            () -> ListMembers.all().sortBy(MemberSort.UNKNOWN, SortOrder.ASCENDING),
            () -> ListMembers.all().sortBy(MemberSort.EMAIL, SortOrder.UNKNOWN),
            () -> ListMembers.all().limit(0),
            () -> ListMembers.all().limit(501));
    wrong.forEach(call -> assertThrows(IllegalArgumentException.class, call));
    assertEquals(0, server.getRequestCount());
  }
}
