package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.endpoints.EndpointUpdated;
import dev.neonflow.sdk.endpoints.EndpointsApi;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import java.util.List;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** Endpoints over HTTP. */
public final class HttpEndpoints implements EndpointsApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/endpoints")
    Call<Wire.Endpoints> list(@Path("project_id") String project);

    @GET("projects/{project_id}/branches/{branch_id}/endpoints")
    Call<Wire.Endpoints> listOfBranch(
        @Path("project_id") String project, @Path("branch_id") String branch);

    @GET("projects/{project_id}/endpoints/{endpoint_id}")
    Call<Wire.OneEndpoint> get(
        @Path("project_id") String project, @Path("endpoint_id") String endpoint);

    @POST("projects/{project_id}/endpoints/{endpoint_id}/start")
    Call<Wire.ChangedEndpoint> start(
        @Path("project_id") String project, @Path("endpoint_id") String endpoint);

    @POST("projects/{project_id}/endpoints/{endpoint_id}/suspend")
    Call<Wire.ChangedEndpoint> suspend(
        @Path("project_id") String project, @Path("endpoint_id") String endpoint);
  }

  /** Over these. */
  public HttpEndpoints(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public List<Endpoint> list(String projectId) {
    return runner.read(routes.list(Arguments.id(projectId, "projectId"))).endpoints();
  }

  @Override
  public List<Endpoint> listOfBranch(String projectId, String branchId) {
    return runner
        .read(
            routes.listOfBranch(
                Arguments.id(projectId, "projectId"), Arguments.id(branchId, "branchId")))
        .endpoints();
  }

  @Override
  public Endpoint get(String projectId, String endpointId) {
    return runner
        .read(
            routes.get(
                Arguments.id(projectId, "projectId"), Arguments.id(endpointId, "endpointId")))
        .endpoint();
  }

  @Override
  public EndpointUpdated start(String projectId, String endpointId) {
    String project = Arguments.id(projectId, "projectId");
    String endpoint = Arguments.id(endpointId, "endpointId");
    return updated(
        runner.write(routes.start(project, endpoint), Write.unresolved(at(project, endpoint))));
  }

  @Override
  public EndpointUpdated suspend(String projectId, String endpointId) {
    String project = Arguments.id(projectId, "projectId");
    String endpoint = Arguments.id(endpointId, "endpointId");
    return updated(
        runner.write(routes.suspend(project, endpoint), Write.unresolved(at(project, endpoint))));
  }

  private static String at(String project, String endpoint) {
    return "the state of endpoint " + endpoint + " of project " + project;
  }

  private static EndpointUpdated updated(Wire.ChangedEndpoint answer) {
    return new EndpointUpdated(answer.endpoint(), answer.operations());
  }
}
