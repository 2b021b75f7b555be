package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.jwks.AddJwks;
import dev.neonflow.sdk.jwks.Jwks;
import dev.neonflow.sdk.jwks.JwksAdded;
import dev.neonflow.sdk.jwks.JwksApi;
import dev.neonflow.sdk.values.Checks;
import java.util.List;
import java.util.Optional;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** Key sets of projects over HTTP. */
public final class HttpJwks implements JwksApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/jwks")
    Call<ProjectWire.KeySets> list(@Path("project_id") String project);

    @POST("projects/{project_id}/jwks")
    Call<JwksAdded> add(@Path("project_id") String project, @Body AddJwks body);

    @DELETE("projects/{project_id}/jwks/{jwks_id}")
    Call<Jwks> delete(@Path("project_id") String project, @Path("jwks_id") String jwks);
  }

  /** Over these. */
  public HttpJwks(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public List<Jwks> list(String projectId) {
    return runner.read(routes.list(Arguments.id(projectId, "projectId"))).jwks();
  }

  @Override
  public JwksAdded add(String projectId, AddJwks request) {
    String project = Arguments.id(projectId, "projectId");
    return runner.write(
        routes.add(project, Checks.present(request, "request")),
        Lookups.created(
            at(project),
            project,
            runner.settings().clock(),
            reads ->
                reads.read(routes.list(project)).jwks().stream()
                    .filter(set -> isSame(request, set))
                    .findFirst()
                    .orElse(null),
            Jwks::createdAt,
            set ->
                Lookups.isAsAsked(request.branchId(), set.branchId())
                    && Lookups.isAsAsked(request.jwtAudience(), set.jwtAudience()),
            (reads, set) -> new JwksAdded(set, List.of())));
  }

  @Override
  public Optional<Jwks> delete(String projectId, String jwksId) {
    String project = Arguments.id(projectId, "projectId");
    String jwks = Arguments.id(jwksId, "jwksId");
    return runner.writeOrNothing(
        routes.delete(project, jwks),
        Listed.removal(
            at(project),
            project,
            reads ->
                reads.read(routes.list(project)).jwks().stream()
                    .anyMatch(set -> set.id().equals(jwks))));
  }

  private static boolean isSame(AddJwks request, Jwks set) {
    return request.jwksUrl().equals(set.jwksUrl())
        && request.providerName().equals(set.providerName());
  }

  private static String at(String project) {
    return "the JWKS of project " + project;
  }
}
