package dev.neonflow.sdk;

import static dev.neonflow.sdk.Settles.COMPARED;
import static dev.neonflow.sdk.Settles.REMOVAL;
import static dev.neonflow.sdk.Settles.REPEATABLE;
import static dev.neonflow.sdk.Settles.UNRESOLVED;

import dev.neonflow.sdk.apikeys.CreateApiKey;
import dev.neonflow.sdk.organizations.CreateInvitation;
import dev.neonflow.sdk.organizations.CreateOrganizationApiKey;
import dev.neonflow.sdk.organizations.MemberRole;
import dev.neonflow.sdk.organizations.TransferProjects;
import java.util.List;
import java.util.stream.Stream;

/** Writes of organizations, and of API keys. */
final class WritesOfOrganizations {
  private static final String ONE = "/organizations/org-1";
  private static final String MEMBER = ONE + "/members/m-1";
  private static final String KEYS = ONE + "/api_keys";
  private static final String ENDPOINT = ONE + "/vpc/region/r-1/vpc_endpoints/vpce-1";
  private static final String ADMIN =
      "{\"id\":\"m-1\",\"user_id\":\"u-1\",\"org_id\":\"org-1\",\"role\":\"admin\"}";

  private WritesOfOrganizations() {}

  static List<SentWrite> all() {
    return Stream.of(keys(), organizations()).flatMap(List::stream).toList();
  }

  private static List<SentWrite> keys() {
    String there = "[" + ApiKeysTest.USED_KEY + "]";
    return List.of(
        SentWrite.of(
            "HttpApiKeys.create",
            UNRESOLVED,
            "POST /api_keys",
            ApiKeysTest.CREATED,
            neon -> neon.apiKeys().create(CreateApiKey.named("ci"))),
        SentWrite.of(
                "HttpApiKeys.revoke",
                REMOVAL,
                "DELETE /api_keys/165432",
                ApiKeysTest.REVOKED,
                neon -> neon.apiKeys().revoke(165432))
            .look("/api_keys", there, "[]"),
        SentWrite.of(
            "HttpOrganizations.createApiKey",
            UNRESOLVED,
            "POST " + KEYS,
            ApiKeysTest.CREATED,
            neon ->
                neon.organizations().createApiKey("org-1", CreateOrganizationApiKey.named("ci"))),
        SentWrite.of(
                "HttpOrganizations.revokeApiKey",
                REMOVAL,
                "DELETE " + KEYS + "/165432",
                ApiKeysTest.REVOKED,
                neon -> neon.organizations().revokeApiKey("org-1", 165432))
            .look(KEYS, there, "[]"));
  }

  private static List<SentWrite> organizations() {
    String details =
        """
        {"vpc_endpoint_id":"vpce-1","label":"office","state":"accepted",
         "num_restricted_projects":0,"example_restricted_projects":[]}""";
    return List.of(
        SentWrite.of(
                "HttpOrganizations.updateMember",
                COMPARED,
                "PATCH " + MEMBER,
                ADMIN,
                neon -> neon.organizations().updateMember("org-1", "m-1", MemberRole.ADMIN))
            .look(MEMBER, ADMIN.replace("\"admin\"", "\"viewer\""), ADMIN),
        SentWrite.of(
                "HttpOrganizations.removeMember",
                REMOVAL,
                "DELETE " + MEMBER,
                neon -> neon.organizations().removeMember("org-1", "m-1"))
            .look(MEMBER, ADMIN, null),
        SentWrite.of(
            "HttpOrganizations.createInvitations",
            UNRESOLVED,
            "POST " + ONE + "/invitations",
            """
            {"invitations":[{"id":"i-1","email":"a@b","org_id":"org-1","invited_by":"u-1",
             "role":"viewer","invited_at":"2024-02-23T17:42:25Z"}]}""",
            neon ->
                neon.organizations()
                    .createInvitations(
                        "org-1", List.of(CreateInvitation.of("a@b", MemberRole.VIEWER)))),
        SentWrite.of(
            "HttpOrganizations.transferProjects",
            UNRESOLVED,
            "POST " + ONE + "/projects/transfer",
            neon ->
                neon.organizations()
                    .transferProjects("org-1", TransferProjects.to("org-2", List.of("p")))),
        SentWrite.of(
            "HttpVpcEndpoints.assign",
            REPEATABLE,
            "POST " + ENDPOINT,
            neon -> neon.organizations().vpcEndpoints().assign("org-1", "r-1", "vpce-1", "office")),
        SentWrite.of(
                "HttpVpcEndpoints.delete",
                REMOVAL,
                "DELETE " + ENDPOINT,
                neon -> neon.organizations().vpcEndpoints().delete("org-1", "r-1", "vpce-1"))
            .look(ENDPOINT, details, null));
  }
}
