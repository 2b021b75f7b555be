package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.regions.ListRegions;
import dev.neonflow.sdk.regions.Region;
import dev.neonflow.sdk.regions.RegionsApi;
import dev.neonflow.sdk.values.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Query;

/** Regions over HTTP. */
public final class HttpRegions implements RegionsApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("regions")
    Call<OrganizationsWire.Regions> list(@Query("org_id") @Nullable String orgId);
  }

  /** Over these. */
  public HttpRegions(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public List<Region> list(ListRegions query) {
    return runner.read(routes.list(Checks.present(query, "query").orgId())).regions();
  }
}
