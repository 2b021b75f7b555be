package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.organizations.VpcEndpoint;
import dev.neonflow.sdk.vpcendpoints.ProjectVpcEndpointsApi;
import java.util.List;
import java.util.function.Predicate;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** VPC endpoints of projects over HTTP. */
public final class HttpProjectVpcEndpoints implements ProjectVpcEndpointsApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/vpc_endpoints")
    Call<ProjectWire.VpcEndpoints> list(@Path("project_id") String project);

    @POST("projects/{project_id}/vpc_endpoints/{vpc_endpoint_id}")
    Call<Void> assign(
        @Path("project_id") String project,
        @Path("vpc_endpoint_id") String vpcEndpoint,
        @Body ProjectWire.AssignmentBody body);

    @DELETE("projects/{project_id}/vpc_endpoints/{vpc_endpoint_id}")
    Call<Void> delete(
        @Path("project_id") String project, @Path("vpc_endpoint_id") String vpcEndpoint);
  }

  /** Over these. */
  public HttpProjectVpcEndpoints(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public List<VpcEndpoint> list(String projectId) {
    return runner.read(routes.list(Arguments.id(projectId, "projectId"))).endpoints();
  }

  @Override
  public void assign(String projectId, String vpcEndpointId, String label) {
    String project = Arguments.id(projectId, "projectId");
    VpcEndpoint wanted =
        new VpcEndpoint(Arguments.id(vpcEndpointId, "vpcEndpointId"), Arguments.id(label, "label"));
    var unused =
        runner.writeOrNothing(
            routes.assign(project, wanted.id(), new ProjectWire.AssignmentBody(wanted.label())),
            Listed.assignment(at(project), project, isThere(project, wanted::equals)));
  }

  @Override
  public void delete(String projectId, String vpcEndpointId) {
    String project = Arguments.id(projectId, "projectId");
    String id = Arguments.id(vpcEndpointId, "vpcEndpointId");
    var unused =
        runner.writeOrNothing(
            routes.delete(project, id),
            Listed.<Void>removal(
                at(project), project, isThere(project, one -> one.id().equals(id))));
  }

  private Predicate<CallRunner> isThere(String project, Predicate<VpcEndpoint> which) {
    return reads -> reads.read(routes.list(project)).endpoints().stream().anyMatch(which);
  }

  private static String at(String project) {
    return "the VPC endpoints of project " + project;
  }
}
