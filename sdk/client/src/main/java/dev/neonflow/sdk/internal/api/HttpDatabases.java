package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.databases.CreateDatabase;
import dev.neonflow.sdk.databases.Database;
import dev.neonflow.sdk.databases.DatabaseDeleted;
import dev.neonflow.sdk.databases.DatabaseUpdated;
import dev.neonflow.sdk.databases.DatabasesApi;
import dev.neonflow.sdk.databases.UpdateDatabase;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.values.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** Databases over HTTP. */
public final class HttpDatabases implements DatabasesApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/branches/{branch_id}/databases")
    Call<DatabasesWire.Databases> list(
        @Path("project_id") String project, @Path("branch_id") String branch);

    @POST("projects/{project_id}/branches/{branch_id}/databases")
    Call<DatabaseUpdated> create(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Body DatabasesWire.CreateBody body);

    @GET("projects/{project_id}/branches/{branch_id}/databases/{database_name}")
    Call<DatabasesWire.OneDatabase> get(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Path("database_name") String database);

    @PATCH("projects/{project_id}/branches/{branch_id}/databases/{database_name}")
    Call<DatabaseUpdated> update(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Path("database_name") String database,
        @Body DatabasesWire.UpdateBody body);

    @DELETE("projects/{project_id}/branches/{branch_id}/databases/{database_name}")
    Call<DatabaseUpdated> delete(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Path("database_name") String database);
  }

  /** Over these. */
  public HttpDatabases(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public List<Database> list(String projectId, String branchId) {
    return runner
        .read(routes.list(Arguments.id(projectId, "projectId"), Arguments.id(branchId, "branchId")))
        .databases();
  }

  @Override
  public DatabaseUpdated create(String projectId, String branchId, CreateDatabase request) {
    String project = Arguments.id(projectId, "projectId");
    String branch = Arguments.id(branchId, "branchId");
    String name = Checks.present(request, "request").name();
    return runner.write(
        routes.create(project, branch, new DatabasesWire.CreateBody(request)),
        Lookups.created(
            at(project, branch, name),
            project,
            runner.settings().clock(),
            reads -> reads.read(routes.get(project, branch, name)).database(),
            Database::createdAt,
            now -> now.ownerName().equals(request.ownerName()),
            (reads, now) -> new DatabaseUpdated(now, List.of())));
  }

  @Override
  public Database get(String projectId, String branchId, String databaseName) {
    return runner
        .read(
            routes.get(
                Arguments.id(projectId, "projectId"),
                Arguments.id(branchId, "branchId"),
                Arguments.id(databaseName, "databaseName")))
        .database();
  }

  @Override
  public DatabaseUpdated update(
      String projectId, String branchId, String databaseName, UpdateDatabase request) {
    String project = Arguments.id(projectId, "projectId");
    String branch = Arguments.id(branchId, "branchId");
    String name = Arguments.id(databaseName, "databaseName");
    return runner.write(
        routes.update(
            project,
            branch,
            name,
            new DatabasesWire.UpdateBody(Checks.present(request, "request"))),
        Write.lookedUp(
            at(project, branch, name),
            project,
            reads -> {
              Database now =
                  changed(reads.read(routes.list(project, branch)).databases(), name, request);
              return now == null ? null : new DatabaseUpdated(now, List.of());
            }));
  }

  @Override
  public DatabaseDeleted delete(String projectId, String branchId, String databaseName) {
    String project = Arguments.id(projectId, "projectId");
    String branch = Arguments.id(branchId, "branchId");
    String name = Arguments.id(databaseName, "databaseName");
    return runner
        .writeOrNothing(
            routes.delete(project, branch, name),
            Lookups.removedByName(
                at(project, branch, name),
                project,
                runner.settings().clock(),
                reads -> reads.read(routes.get(project, branch, name)).database(),
                Database::createdAt))
        .map(answer -> new DatabaseDeleted(answer.database(), answer.operations()))
        .orElseGet(DatabaseDeleted::wasNotThere);
  }

  /** The database after its change; null if it is not changed: its old name may still be there. */
  private static @Nullable Database changed(
      List<Database> all, String oldName, UpdateDatabase change) {
    String name = change.name() == null ? oldName : change.name();
    if (!name.equals(oldName) && named(all, oldName) != null) {
      return null;
    }
    Database now = named(all, name);
    return now != null && Lookups.isAsAsked(change.ownerName(), now.ownerName()) ? now : null;
  }

  private static @Nullable Database named(List<Database> all, String name) {
    return all.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
  }

  private static String at(String project, String branch, String database) {
    return "the database " + database + " of branch " + branch + " of project " + project;
  }
}
