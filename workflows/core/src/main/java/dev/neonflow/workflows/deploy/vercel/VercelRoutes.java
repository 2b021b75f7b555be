package dev.neonflow.workflows.deploy.vercel;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.QueryMap;

/** Vercel's API, as far as we need it. Each call says in which team. */
interface VercelRoutes {

  @GET("v9/projects/{project}")
  Call<VercelWire.Project> project(
      @Path("project") String project, @QueryMap Map<String, String> team);

  @GET("v10/projects/{project}/env")
  Call<VercelWire.Variables> variables(
      @Path("project") String project, @QueryMap Map<String, String> team);

  @POST("v10/projects/{project}/env?upsert=true")
  Call<VercelWire.Written> write(
      @Path("project") String project,
      @Body VercelWire.NewVariable variable,
      @QueryMap Map<String, String> team);

  @DELETE("v9/projects/{project}/env/{id}")
  Call<Void> remove(
      @Path("project") String project, @Path("id") String id, @QueryMap Map<String, String> team);

  /** Of one commit if it is given, else of all of the git branch. */
  @GET("v6/deployments")
  Call<VercelWire.Listed> deployments(
      @Query("projectId") String project,
      @Query("branch") String gitBranch,
      @Query("sha") @Nullable String commit,
      @Query("limit") int limit,
      @QueryMap Map<String, String> team);

  @POST("v13/deployments?forceNew=1")
  Call<VercelWire.Built> redeploy(
      @Body VercelWire.Redeploy what, @QueryMap Map<String, String> team);

  @GET("v13/deployments/{id}")
  Call<VercelWire.Built> deployment(@Path("id") String id, @QueryMap Map<String, String> team);

  @PATCH("v12/deployments/{id}/cancel")
  Call<Void> cancel(@Path("id") String id, @QueryMap Map<String, String> team);
}
