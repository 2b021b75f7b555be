package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.internal.http.Write.Finding;
import dev.neonflow.sdk.organizations.CreateInvitation;
import dev.neonflow.sdk.organizations.CreateOrganizationApiKey;
import dev.neonflow.sdk.organizations.Invitation;
import dev.neonflow.sdk.organizations.ListMembers;
import dev.neonflow.sdk.organizations.Member;
import dev.neonflow.sdk.organizations.MemberRole;
import dev.neonflow.sdk.organizations.MemberSort;
import dev.neonflow.sdk.organizations.MemberWithUser;
import dev.neonflow.sdk.organizations.Organization;
import dev.neonflow.sdk.organizations.OrganizationApiKey;
import dev.neonflow.sdk.organizations.OrganizationApiKeyCreated;
import dev.neonflow.sdk.organizations.OrganizationApiKeyRevoked;
import dev.neonflow.sdk.organizations.OrganizationsApi;
import dev.neonflow.sdk.organizations.TransferProjects;
import dev.neonflow.sdk.organizations.VpcEndpointsApi;
import dev.neonflow.sdk.paging.Page;
import dev.neonflow.sdk.paging.SortOrder;
import dev.neonflow.sdk.values.Checks;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** Organizations over HTTP. */
public final class HttpOrganizations implements OrganizationsApi {
  private final CallRunner runner;
  private final Routes routes;
  private final VpcEndpointsApi vpcEndpoints;

  interface Routes {
    @GET("organizations/{org_id}")
    Call<Organization> get(@Path("org_id") String org);

    @GET("organizations/{org_id}/api_keys")
    Call<List<OrganizationApiKey>> listApiKeys(@Path("org_id") String org);

    @POST("organizations/{org_id}/api_keys")
    Call<OrganizationApiKeyCreated> createApiKey(
        @Path("org_id") String org, @Body CreateOrganizationApiKey body);

    @DELETE("organizations/{org_id}/api_keys/{key_id}")
    Call<OrganizationApiKeyRevoked> revokeApiKey(
        @Path("org_id") String org, @Path("key_id") long key);

    @GET("organizations/{org_id}/members")
    Call<OrganizationsWire.Members> listMembers(
        @Path("org_id") String org,
        @Query("sort_by") @Nullable MemberSort sortBy,
        @Query("sort_order") @Nullable SortOrder sortOrder,
        @Query("limit") @Nullable Integer limit,
        @Query("cursor") @Nullable String cursor);

    @GET("organizations/{org_id}/members/{member_id}")
    Call<Member> getMember(@Path("org_id") String org, @Path("member_id") String member);

    @PATCH("organizations/{org_id}/members/{member_id}")
    Call<Member> updateMember(
        @Path("org_id") String org,
        @Path("member_id") String member,
        @Body OrganizationsWire.UpdateMemberBody body);

    @DELETE("organizations/{org_id}/members/{member_id}")
    Call<Void> removeMember(@Path("org_id") String org, @Path("member_id") String member);

    @GET("organizations/{org_id}/invitations")
    Call<OrganizationsWire.Invitations> listInvitations(@Path("org_id") String org);

    @POST("organizations/{org_id}/invitations")
    Call<OrganizationsWire.Invitations> createInvitations(
        @Path("org_id") String org, @Body OrganizationsWire.CreateInvitationsBody body);

    @POST("organizations/{source_org_id}/projects/transfer")
    Call<Void> transferProjects(@Path("source_org_id") String org, @Body TransferProjects body);
  }

  /** Over these. */
  public HttpOrganizations(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
    this.vpcEndpoints = new HttpVpcEndpoints(runner, retrofit);
  }

  @Override
  public VpcEndpointsApi vpcEndpoints() {
    return vpcEndpoints;
  }

  @Override
  public Organization get(String orgId) {
    return runner.read(routes.get(Arguments.id(orgId, "orgId")));
  }

  @Override
  public List<OrganizationApiKey> listApiKeys(String orgId) {
    return runner.read(routes.listApiKeys(Arguments.id(orgId, "orgId")));
  }

  @Override
  public OrganizationApiKeyCreated createApiKey(String orgId, CreateOrganizationApiKey request) {
    String org = Arguments.id(orgId, "orgId");
    return runner.write(
        routes.createApiKey(org, Checks.present(request, "request")),
        Write.unresolved(keys(org) + " for one named " + request.name()));
  }

  @Override
  public Optional<OrganizationApiKeyRevoked> revokeApiKey(String orgId, long keyId) {
    String org = Arguments.id(orgId, "orgId");
    return runner.writeOrNothing(
        routes.revokeApiKey(org, keyId),
        new Write<>(
            keys(org) + " for the one with id " + keyId,
            null,
            reads ->
                reads.read(routes.listApiKeys(org)).stream().anyMatch(key -> key.id() == keyId)
                    ? new Finding.NotDone<>()
                    : new Finding.Gone<>()));
  }

  @Override
  public Page<MemberWithUser> listMembers(String orgId, ListMembers query) {
    OrganizationsWire.Members answer =
        runner.read(
            routes.listMembers(
                Arguments.id(orgId, "orgId"),
                Checks.present(query, "query").sortBy(),
                query.sortOrder(),
                query.limit(),
                query.cursor()));
    String next = answer.pagination() == null ? null : answer.pagination().next();
    return Arguments.page(answer.members(), next, null);
  }

  @Override
  public Member getMember(String orgId, String memberId) {
    return runner.read(
        routes.getMember(Arguments.id(orgId, "orgId"), Arguments.id(memberId, "memberId")));
  }

  @Override
  public Member updateMember(String orgId, String memberId, MemberRole role) {
    String org = Arguments.id(orgId, "orgId");
    String member = Arguments.id(memberId, "memberId");
    Checks.requireKnown(Checks.present(role, "role"), "role");
    return runner.write(
        routes.updateMember(org, member, new OrganizationsWire.UpdateMemberBody(role)),
        Write.compared(
            at(org, member),
            null,
            reads -> reads.read(routes.getMember(org, member)),
            now -> now.role() == role,
            now -> now));
  }

  @Override
  public void removeMember(String orgId, String memberId) {
    String org = Arguments.id(orgId, "orgId");
    String member = Arguments.id(memberId, "memberId");
    var unused =
        runner.writeOrNothing(
            routes.removeMember(org, member),
            Write.removal(
                at(org, member), null, reads -> reads.read(routes.getMember(org, member))));
  }

  @Override
  public List<Invitation> listInvitations(String orgId) {
    return runner.read(routes.listInvitations(Arguments.id(orgId, "orgId"))).invitations();
  }

  @Override
  public List<Invitation> createInvitations(String orgId, List<CreateInvitation> invitations) {
    String org = Arguments.id(orgId, "orgId");
    if (Checks.present(invitations, "invitations").isEmpty()) {
      throw new IllegalArgumentException("invitations is empty");
    }
    return runner
        .write(
            routes.createInvitations(
                org, new OrganizationsWire.CreateInvitationsBody(List.copyOf(invitations))),
            Write.unresolved("the invitations and members of organization " + org))
        .invitations();
  }

  @Override
  public void transferProjects(String sourceOrgId, TransferProjects request) {
    String source = Arguments.id(sourceOrgId, "sourceOrgId");
    var unused =
        runner.writeOrNothing(
            routes.transferProjects(source, Checks.present(request, "request")),
            Write.unresolved(
                "the projects of organizations " + source + " and " + request.destinationOrgId()));
  }

  private static String keys(String org) {
    return "the list of API keys of organization " + org;
  }

  private static String at(String org, String member) {
    return "the member " + member + " of organization " + org;
  }
}
