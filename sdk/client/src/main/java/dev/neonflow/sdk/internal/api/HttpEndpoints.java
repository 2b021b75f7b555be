package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.endpoints.EndpointUpdated;
import dev.neonflow.sdk.endpoints.EndpointsApi;
import dev.neonflow.sdk.internal.http.CallRunner;
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
    @GET("projects/{project}/endpoints")
    Call<Wire.Endpoints> list(@Path("project") String project);

    @GET("projects/{project}/branches/{branch}/endpoints")
    Call<Wire.Endpoints> listOfBranch(
        @Path("project") String project, @Path("branch") String branch);

    @GET("projects/{project}/endpoints/{endpoint}")
    Call<Wire.OneEndpoint> get(@Path("project") String project, @Path("endpoint") String endpoint);

    @POST("projects/{project}/endpoints/{endpoint}/start")
    Call<Wire.ChangedEndpoint> start(
        @Path("project") String project, @Path("endpoint") String endpoint);

    @POST("projects/{project}/endpoints/{endpoint}/suspend")
    Call<Wire.ChangedEndpoint> suspend(
        @Path("project") String project, @Path("endpoint") String endpoint);
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
    return updated(runner.write(routes.start(project, endpoint), at(project, endpoint)));
  }

  @Override
  public EndpointUpdated suspend(String projectId, String endpointId) {
    String project = Arguments.id(projectId, "projectId");
    String endpoint = Arguments.id(endpointId, "endpointId");
    return updated(runner.write(routes.suspend(project, endpoint), at(project, endpoint)));
  }

  private static String at(String project, String endpoint) {
    return "the state of endpoint " + endpoint + " of project " + project;
  }

  private static EndpointUpdated updated(Wire.ChangedEndpoint answer) {
    return new EndpointUpdated(answer.endpoint(), answer.operations());
  }
}
