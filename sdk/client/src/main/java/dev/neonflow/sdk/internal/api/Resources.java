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

/** All resources of one view of a client, and any other request. */
public record Resources(
    ApiKeysApi apiKeys,
    AuthApi auth,
    BranchesApi branches,
    ConnectionUrisApi connectionUris,
    ConsumptionApi consumption,
    DataApi dataApi,
    DatabasesApi databases,
    EndpointsApi endpoints,
    JwksApi jwks,
    OperationsApi operations,
    OrganizationsApi organizations,
    PermissionsApi permissions,
    ProjectVpcEndpointsApi projectVpcEndpoints,
    ProjectsApi projects,
    RegionsApi regions,
    RolesApi roles,
    SnapshotsApi snapshots,
    UsersApi users,
    AnyRequests any) {

  /** Over these. */
  public static Resources over(CallRunner runner, Retrofit retrofit, Moshi moshi) {
    return new Resources(
        new HttpApiKeys(runner, retrofit),
        new HttpAuth(runner, retrofit),
        new HttpBranches(runner, retrofit),
        new HttpConnectionUris(runner, retrofit),
        new HttpConsumption(runner, retrofit),
        new HttpDataApi(runner, retrofit),
        new HttpDatabases(runner, retrofit),
        new HttpEndpoints(runner, retrofit),
        new HttpJwks(runner, retrofit),
        new HttpOperations(runner, retrofit),
        new HttpOrganizations(runner, retrofit),
        new HttpPermissions(runner, retrofit),
        new HttpProjectVpcEndpoints(runner, retrofit),
        new HttpProjects(runner, retrofit),
        new HttpRegions(runner, retrofit),
        new HttpRoles(runner, retrofit),
        new HttpSnapshots(runner, retrofit),
        new HttpUsers(runner, retrofit),
        new AnyRequests(runner, retrofit, moshi));
  }
}
