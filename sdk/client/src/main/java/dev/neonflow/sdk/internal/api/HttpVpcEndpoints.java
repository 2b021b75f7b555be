package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.organizations.RegionalVpcEndpoint;
import dev.neonflow.sdk.organizations.VpcEndpoint;
import dev.neonflow.sdk.organizations.VpcEndpointDetails;
import dev.neonflow.sdk.organizations.VpcEndpointsApi;
import java.util.List;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** An organization's VPC endpoints over HTTP. */
final class HttpVpcEndpoints implements VpcEndpointsApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("organizations/{org_id}/vpc/vpc_endpoints")
    Call<OrganizationsWire.RegionalVpcEndpoints> listAllRegions(@Path("org_id") String org);

    @GET("organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints")
    Call<OrganizationsWire.VpcEndpoints> list(
        @Path("org_id") String org, @Path("region_id") String region);

    @GET("organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints/{vpc_endpoint_id}")
    Call<VpcEndpointDetails> get(
        @Path("org_id") String org,
        @Path("region_id") String region,
        @Path("vpc_endpoint_id") String endpoint);

    @POST("organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints/{vpc_endpoint_id}")
    Call<Void> assign(
        @Path("org_id") String org,
        @Path("region_id") String region,
        @Path("vpc_endpoint_id") String endpoint,
        @Body OrganizationsWire.AssignVpcEndpointBody body);

    @DELETE("organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints/{vpc_endpoint_id}")
    Call<Void> delete(
        @Path("org_id") String org,
        @Path("region_id") String region,
        @Path("vpc_endpoint_id") String endpoint);
  }

  HttpVpcEndpoints(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public List<RegionalVpcEndpoint> listAllRegions(String orgId) {
    return runner.read(routes.listAllRegions(Arguments.id(orgId, "orgId"))).endpoints();
  }

  @Override
  public List<VpcEndpoint> list(String orgId, String regionId) {
    return runner
        .read(routes.list(Arguments.id(orgId, "orgId"), Arguments.id(regionId, "regionId")))
        .endpoints();
  }

  @Override
  public VpcEndpointDetails get(String orgId, String regionId, String vpcEndpointId) {
    return runner.read(
        routes.get(
            Arguments.id(orgId, "orgId"),
            Arguments.id(regionId, "regionId"),
            Arguments.id(vpcEndpointId, "vpcEndpointId")));
  }

  @Override
  public void assign(String orgId, String regionId, String vpcEndpointId, String label) {
    String org = Arguments.id(orgId, "orgId");
    String region = Arguments.id(regionId, "regionId");
    String endpoint = Arguments.id(vpcEndpointId, "vpcEndpointId");
    var unused =
        runner.writeOrNothing(
            routes.assign(
                org,
                region,
                endpoint,
                new OrganizationsWire.AssignVpcEndpointBody(Arguments.id(label, "label"))),
            Write.repeatable(at(org, region, endpoint), null));
  }

  @Override
  public void delete(String orgId, String regionId, String vpcEndpointId) {
    String org = Arguments.id(orgId, "orgId");
    String region = Arguments.id(regionId, "regionId");
    String endpoint = Arguments.id(vpcEndpointId, "vpcEndpointId");
    var unused =
        runner.writeOrNothing(
            routes.delete(org, region, endpoint),
            Write.removal(
                at(org, region, endpoint),
                null,
                reads -> reads.read(routes.get(org, region, endpoint))));
  }

  private static String at(String org, String region, String endpoint) {
    return "the VPC endpoint " + endpoint + " in " + region + " of organization " + org;
  }
}
