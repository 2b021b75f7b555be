package dev.neonflow.sdk.internal.api;

import static dev.neonflow.sdk.internal.api.Lookups.isAsAsked;

import dev.neonflow.sdk.endpoints.AddEndpoint;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.endpoints.EndpointDeleted;
import dev.neonflow.sdk.endpoints.EndpointState;
import dev.neonflow.sdk.endpoints.EndpointType;
import dev.neonflow.sdk.endpoints.EndpointUpdated;
import dev.neonflow.sdk.endpoints.EndpointsApi;
import dev.neonflow.sdk.endpoints.UpdateEndpoint;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.values.Checks;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** Endpoints over HTTP. */
public final class HttpEndpoints implements EndpointsApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/endpoints")
    Call<EndpointsWire.Endpoints> list(@Path("project_id") String project);

    @GET("projects/{project_id}/branches/{branch_id}/endpoints")
    Call<EndpointsWire.Endpoints> listOfBranch(
        @Path("project_id") String project, @Path("branch_id") String branch);

    @POST("projects/{project_id}/endpoints")
    Call<EndpointUpdated> create(
        @Path("project_id") String project, @Body EndpointsWire.CreateBody body);

    @GET("projects/{project_id}/endpoints/{endpoint_id}")
    Call<EndpointsWire.OneEndpoint> get(
        @Path("project_id") String project, @Path("endpoint_id") String endpoint);

    @PATCH("projects/{project_id}/endpoints/{endpoint_id}")
    Call<EndpointUpdated> update(
        @Path("project_id") String project,
        @Path("endpoint_id") String endpoint,
        @Body EndpointsWire.UpdateBody body);

    @DELETE("projects/{project_id}/endpoints/{endpoint_id}")
    Call<EndpointUpdated> delete(
        @Path("project_id") String project, @Path("endpoint_id") String endpoint);

    @POST("projects/{project_id}/endpoints/{endpoint_id}/start")
    Call<EndpointUpdated> start(
        @Path("project_id") String project, @Path("endpoint_id") String endpoint);

    @POST("projects/{project_id}/endpoints/{endpoint_id}/suspend")
    Call<EndpointUpdated> suspend(
        @Path("project_id") String project, @Path("endpoint_id") String endpoint);

    @POST("projects/{project_id}/endpoints/{endpoint_id}/restart")
    Call<EndpointUpdated> restart(
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
  public EndpointUpdated create(String projectId, AddEndpoint request) {
    String project = Arguments.id(projectId, "projectId");
    String branch = Checks.present(request, "request").branchId();
    String lookAt = "the endpoints of branch " + branch + " of project " + project;
    Write<EndpointUpdated> write =
        request.type() == EndpointType.READ_WRITE
            ? Lookups.created(
                lookAt,
                project,
                runner.settings().clock(),
                reads -> readWrite(reads, project, branch),
                Endpoint::createdAt,
                now -> isAsWanted(request, now),
                (reads, now) -> new EndpointUpdated(now, List.of()))
            : Write.unresolved(lookAt);
    return runner.write(routes.create(project, new EndpointsWire.CreateBody(request)), write);
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
  public EndpointUpdated update(String projectId, String endpointId, UpdateEndpoint request) {
    String project = Arguments.id(projectId, "projectId");
    String endpoint = Arguments.id(endpointId, "endpointId");
    return runner.write(
        routes.update(
            project, endpoint, new EndpointsWire.UpdateBody(Checks.present(request, "request"))),
        compared(project, endpoint, now -> isMet(request, now)));
  }

  @Override
  public EndpointDeleted delete(String projectId, String endpointId) {
    String project = Arguments.id(projectId, "projectId");
    String endpoint = Arguments.id(endpointId, "endpointId");
    return runner
        .writeOrNothing(
            routes.delete(project, endpoint),
            Write.removal(
                at(project, endpoint), project, reads -> reads.read(routes.get(project, endpoint))))
        .map(answer -> new EndpointDeleted(answer.endpoint(), answer.operations()))
        .orElseGet(EndpointDeleted::wasNotThere);
  }

  @Override
  public EndpointUpdated start(String projectId, String endpointId) {
    String project = Arguments.id(projectId, "projectId");
    String endpoint = Arguments.id(endpointId, "endpointId");
    return runner.write(
        routes.start(project, endpoint),
        compared(project, endpoint, now -> becomes(now) == EndpointState.ACTIVE));
  }

  @Override
  public EndpointUpdated suspend(String projectId, String endpointId) {
    String project = Arguments.id(projectId, "projectId");
    String endpoint = Arguments.id(endpointId, "endpointId");
    return runner.write(
        routes.suspend(project, endpoint),
        compared(project, endpoint, now -> becomes(now) == EndpointState.IDLE));
  }

  @Override
  public EndpointUpdated restart(String projectId, String endpointId) {
    String project = Arguments.id(projectId, "projectId");
    String endpoint = Arguments.id(endpointId, "endpointId");
    return runner.write(routes.restart(project, endpoint), Write.unresolved(at(project, endpoint)));
  }

  private Write<EndpointUpdated> compared(
      String project, String endpoint, Predicate<Endpoint> asWanted) {
    return Write.compared(
        at(project, endpoint),
        project,
        reads -> reads.read(routes.get(project, endpoint)).endpoint(),
        asWanted,
        now -> new EndpointUpdated(now, List.of()));
  }

  private @Nullable Endpoint readWrite(CallRunner reads, String project, String branch) {
    return reads.read(routes.listOfBranch(project, branch)).endpoints().stream()
        .filter(endpoint -> endpoint.type() == EndpointType.READ_WRITE)
        .findFirst()
        .orElse(null);
  }

  /** What it is at last: there, or on the way to it. */
  private static EndpointState becomes(Endpoint endpoint) {
    EndpointState pending = endpoint.pendingState();
    return pending == null ? endpoint.currentState() : pending;
  }

  private static boolean isMet(UpdateEndpoint change, Endpoint now) {
    return isAsAsked(change.name(), now.name())
        && isAsAsked(change.minCu(), now.autoscalingLimitMinCu())
        && isAsAsked(change.maxCu(), now.autoscalingLimitMaxCu())
        && isAsAsked(change.suspendTimeoutSeconds(), now.suspendTimeoutSeconds())
        && isAsAsked(change.settings(), now.settings())
        && isAsAsked(change.provisioner(), now.provisioner())
        && isAsAsked(change.disabled(), now.disabled())
        && isAsAsked(change.passwordlessAccess(), now.passwordlessAccess());
  }

  private static boolean isAsWanted(AddEndpoint request, Endpoint now) {
    return isAsAsked(request.name(), now.name())
        && isAsAsked(request.minCu(), now.autoscalingLimitMinCu())
        && isAsAsked(request.maxCu(), now.autoscalingLimitMaxCu())
        && isAsAsked(request.suspendTimeoutSeconds(), now.suspendTimeoutSeconds())
        && isAsAsked(request.settings(), now.settings())
        && isAsAsked(request.provisioner(), now.provisioner())
        && isAsAsked(request.regionId(), now.regionId())
        && isAsAsked(request.disabled(), now.disabled());
  }

  private static String at(String project, String endpoint) {
    return "the state of endpoint " + endpoint + " of project " + project;
  }
}
