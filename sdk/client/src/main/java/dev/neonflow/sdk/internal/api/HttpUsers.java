package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.organizations.Organization;
import dev.neonflow.sdk.users.AuthDetails;
import dev.neonflow.sdk.users.CurrentUser;
import dev.neonflow.sdk.users.UsersApi;
import java.util.List;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;

/** Whom the API key stands for, over HTTP. */
public final class HttpUsers implements UsersApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("auth")
    Call<AuthDetails> getAuthDetails();

    @GET("users/me")
    Call<CurrentUser> getCurrentUser();

    @GET("users/me/organizations")
    Call<OrganizationsWire.Organizations> listOrganizations();
  }

  /** Over these. */
  public HttpUsers(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public AuthDetails getAuthDetails() {
    return runner.read(routes.getAuthDetails());
  }

  @Override
  public CurrentUser getCurrentUser() {
    return runner.read(routes.getCurrentUser());
  }

  @Override
  public List<Organization> listOrganizations() {
    return runner.read(routes.listOrganizations()).organizations();
  }
}
