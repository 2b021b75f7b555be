package dev.neonflow.workflows.deploy.fly;

import java.util.List;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** The part of Fly's Machines API that deployments need. */
interface FlyRoutes {
  @GET("v1/apps")
  Call<FlyWire.Apps> apps(@Query("org_slug") String organization);

  @GET("v1/apps/{app}")
  Call<FlyWire.App> app(@Path("app") String app);

  @POST("v1/apps")
  Call<FlyWire.MadeApp> make(@Body FlyWire.NewApp app);

  @DELETE("v1/apps/{app}?force=true")
  Call<Void> delete(@Path("app") String app);

  @GET("v1/apps/{app}/secrets")
  Call<FlyWire.AppSecrets> secrets(@Path("app") String app);

  @POST("v1/apps/{app}/secrets")
  Call<FlyWire.SecretsVersion> set(@Path("app") String app, @Body FlyWire.NewSecrets secrets);

  @DELETE("v1/apps/{app}/secrets/{name}")
  Call<Void> unset(@Path("app") String app, @Path("name") String name);

  @GET("v1/apps/{app}/machines")
  Call<List<FlyWire.Machine>> machines(@Path("app") String app);

  /** The API's description says force, Fly's own client says kill. */
  @DELETE("v1/apps/{app}/machines/{id}?force=true&kill=true")
  Call<Void> delete(@Path("app") String app, @Path("id") String id);
}
