package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.consumption.ConsumptionApi;
import dev.neonflow.sdk.consumption.ConsumptionMetric;
import dev.neonflow.sdk.consumption.Granularity;
import dev.neonflow.sdk.consumption.LegacyConsumptionMetric;
import dev.neonflow.sdk.consumption.LegacyProjectConsumption;
import dev.neonflow.sdk.consumption.ListConsumption;
import dev.neonflow.sdk.consumption.ListLegacyConsumption;
import dev.neonflow.sdk.consumption.ProjectConsumption;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.paging.Page;
import dev.neonflow.sdk.values.Checks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Query;

/** Consumption over HTTP. */
public final class HttpConsumption implements ConsumptionApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("consumption_history/v2/projects")
    Call<ConsumptionWire.Projects> list(
        @Query("org_id") String orgId,
        @Query("granularity") Granularity granularity,
        @Query("from") Instant from,
        @Query("to") Instant to,
        @Query("metrics") List<ConsumptionMetric> metrics,
        @Query("project_ids") @Nullable List<String> projectIds,
        @Query("limit") @Nullable Integer limit,
        @Query("cursor") @Nullable String cursor);

    @GET("consumption_history/projects")
    Call<ConsumptionWire.LegacyProjects> listLegacy(
        @Query("org_id") @Nullable String orgId,
        @Query("granularity") Granularity granularity,
        @Query("from") Instant from,
        @Query("to") Instant to,
        @Query("metrics") @Nullable List<LegacyConsumptionMetric> metrics,
        @Query("project_ids") @Nullable List<String> projectIds,
        @Query("limit") @Nullable Integer limit,
        @Query("cursor") @Nullable String cursor);
  }

  /** Over these. */
  public HttpConsumption(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public Page<ProjectConsumption> list(ListConsumption query) {
    ConsumptionWire.Projects answer =
        runner.read(
            routes.list(
                Checks.present(query, "query").orgId(),
                query.granularity(),
                query.from(),
                query.to(),
                query.metrics(),
                orNull(query.projectIds()),
                query.limit(),
                query.cursor()));
    return Arguments.page(answer.projects(), answer.pagination(), query.limit());
  }

  @Override
  public Page<LegacyProjectConsumption> listLegacy(ListLegacyConsumption query) {
    ConsumptionWire.LegacyProjects answer =
        runner.read(
            routes.listLegacy(
                Checks.present(query, "query").orgId(),
                query.granularity(),
                query.from(),
                query.to(),
                orNull(query.metrics()),
                orNull(query.projectIds()),
                query.limit(),
                query.cursor()));
    return Arguments.page(answer.projects(), answer.pagination(), query.limit());
  }

  private static <T> @Nullable List<T> orNull(List<T> items) {
    return items.isEmpty() ? null : items;
  }
}
