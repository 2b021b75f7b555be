package dev.neonflow.sdk.internal.api;

import com.squareup.moshi.Moshi;
import dev.neonflow.sdk.apikeys.ApiKeysApi;
import dev.neonflow.sdk.auth.AuthApi;
import dev.neonflow.sdk.branches.BranchesApi;
import dev.neonflow.sdk.connectionuris.ConnectionUrisApi;
import dev.neonflow.sdk.consumption.ConsumptionApi;
import dev.neonflow.sdk.dataapi.DataApi;
import dev.neonflow.sdk.databases.DatabasesApi;
import dev.neonflow.sdk.endpoints.EndpointsApi;
import dev.neonflow.sdk.internal.http.AnyRequests;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.jwks.JwksApi;
import dev.neonflow.sdk.operations.OperationsApi;
import dev.neonflow.sdk.organizations.OrganizationsApi;
import dev.neonflow.sdk.permissions.PermissionsApi;
import dev.neonflow.sdk.projects.ProjectsApi;
import dev.neonflow.sdk.regions.RegionsApi;
import dev.neonflow.sdk.roles.RolesApi;
import dev.neonflow.sdk.snapshots.SnapshotsApi;
import dev.neonflow.sdk.users.UsersApi;
import dev.neonflow.sdk.vpcendpoints.ProjectVpcEndpointsApi;
import retrofit2.Retrofit;

/**
 * All resources of one view of a client, and any other request. They have no state and are made
 * when they are asked for: a program that starts for one call waits for no other resource's
 * methods.
 */
public record Resources(CallRunner runner, Retrofit retrofit, Moshi moshi) {

  /** API keys. */
  public ApiKeysApi apiKeys() {
    return new HttpApiKeys(runner, retrofit);
  }

  /** Neon Auth. */
  public AuthApi auth() {
    return new HttpAuth(runner, retrofit);
  }

  /** Branches. */
  public BranchesApi branches() {
    return new HttpBranches(runner, retrofit);
  }

  /** Connection URIs. */
  public ConnectionUrisApi connectionUris() {
    return new HttpConnectionUris(runner, retrofit);
  }

  /** Consumption. */
  public ConsumptionApi consumption() {
    return new HttpConsumption(runner, retrofit);
  }

  /** The Data API. */
  public DataApi dataApi() {
    return new HttpDataApi(runner, retrofit);
  }

  /** Databases. */
  public DatabasesApi databases() {
    return new HttpDatabases(runner, retrofit);
  }

  /** Endpoints. */
  public EndpointsApi endpoints() {
    return new HttpEndpoints(runner, retrofit);
  }

  /** Keys of token issuers. */
  public JwksApi jwks() {
    return new HttpJwks(runner, retrofit);
  }

  /** Operations. */
  public OperationsApi operations() {
    return new HttpOperations(runner, retrofit);
  }

  /** Organizations. */
  public OrganizationsApi organizations() {
    return new HttpOrganizations(runner, retrofit);
  }

  /** Permissions. */
  public PermissionsApi permissions() {
    return new HttpPermissions(runner, retrofit);
  }

  /** Private networks of a project. */
  public ProjectVpcEndpointsApi projectVpcEndpoints() {
    return new HttpProjectVpcEndpoints(runner, retrofit);
  }

  /** Projects. */
  public ProjectsApi projects() {
    return new HttpProjects(runner, retrofit);
  }

  /** Regions. */
  public RegionsApi regions() {
    return new HttpRegions(runner, retrofit);
  }

  /** Roles. */
  public RolesApi roles() {
    return new HttpRoles(runner, retrofit);
  }

  /** Snapshots. */
  public SnapshotsApi snapshots() {
    return new HttpSnapshots(runner, retrofit);
  }

  /** Users. */
  public UsersApi users() {
    return new HttpUsers(runner, retrofit);
  }

  /** Requests that no resource has a method for. */
  public AnyRequests any() {
    return new AnyRequests(runner, retrofit, moshi);
  }
}
