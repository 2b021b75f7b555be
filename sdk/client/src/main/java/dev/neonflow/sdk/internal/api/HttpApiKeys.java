package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.apikeys.ApiKey;
import dev.neonflow.sdk.apikeys.ApiKeyCreated;
import dev.neonflow.sdk.apikeys.ApiKeyRevoked;
import dev.neonflow.sdk.apikeys.ApiKeysApi;
import dev.neonflow.sdk.apikeys.CreateApiKey;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.internal.http.Write.Finding;
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

/** The user's API keys over HTTP. */
public final class HttpApiKeys implements ApiKeysApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("api_keys")
    Call<List<ApiKey>> list();

    @POST("api_keys")
    Call<ApiKeyCreated> create(@Body CreateApiKey body);

    @DELETE("api_keys/{key_id}")
    Call<ApiKeyRevoked> revoke(@Path("key_id") long key);
  }

  /** Over these. */
  public HttpApiKeys(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public List<ApiKey> list() {
    return runner.read(routes.list());
  }

  @Override
  public ApiKeyCreated create(CreateApiKey request) {
    return runner.write(
        routes.create(Checks.present(request, "request")),
        Write.unresolved("the list of API keys for one named " + request.name()));
  }

  @Override
  public Optional<ApiKeyRevoked> revoke(long keyId) {
    return runner.writeOrNothing(
        routes.revoke(keyId),
        new Write<>(
            "the list of API keys for the one with id " + keyId,
            null,
            reads ->
                reads.read(routes.list()).stream().anyMatch(key -> key.id() == keyId)
                    ? new Finding.NotDone<>()
                    : new Finding.Gone<>()));
  }
}
