package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.AnonymizationState;
import dev.neonflow.sdk.branches.AnonymizationStatus;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.BranchDeleted;
import dev.neonflow.sdk.branches.BranchRecovered;
import dev.neonflow.sdk.branches.BranchSchema;
import dev.neonflow.sdk.branches.BranchSort;
import dev.neonflow.sdk.branches.BranchUpdated;
import dev.neonflow.sdk.branches.BranchesApi;
import dev.neonflow.sdk.branches.CompareSchema;
import dev.neonflow.sdk.branches.CreateAnonymizedBranch;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.HistoryPoint;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.branches.MaskingRule;
import dev.neonflow.sdk.branches.RestoreBranch;
import dev.neonflow.sdk.branches.SchemaQuery;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.paging.Page;
import dev.neonflow.sdk.paging.SortOrder;
import dev.neonflow.sdk.values.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** Branches over HTTP. */
public final class HttpBranches implements BranchesApi {
  private final CallRunner runner;
  private final Retrofit retrofit;
  private final Supplier<String> requestIds;
  private final Routes routes;
  private final BranchWrites writes;

  interface Routes {
    @GET("projects/{project_id}/branches")
    Call<BranchWire.Branches> list(
        @Path("project_id") String project,
        @Query("search") @Nullable String search,
        @Query("sort_by") @Nullable BranchSort sortBy,
        @Query("sort_order") @Nullable SortOrder sortOrder,
        @Query("limit") @Nullable Integer limit,
        @Query("cursor") @Nullable String cursor,
        @Query("include_deleted") @Nullable Boolean includeDeleted);

    @GET("projects/{project_id}/branches/count")
    Call<BranchWire.Count> count(
        @Path("project_id") String project, @Query("search") @Nullable String search);

    @POST("projects/{project_id}/branches")
    Call<BranchWire.CreatedBranch> create(
        @Path("project_id") String project, @Body BranchWire.CreateBody body);

    @GET("projects/{project_id}/branches/{branch_id}")
    Call<BranchWire.OneBranch> get(
        @Path("project_id") String project, @Path("branch_id") String branch);

    @PATCH("projects/{project_id}/branches/{branch_id}")
    Call<BranchUpdated> update(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Body BranchWire.UpdateBody body);

    @DELETE("projects/{project_id}/branches/{branch_id}")
    Call<BranchUpdated> delete(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Query("hard_delete") @Nullable Boolean hardDelete);

    @POST("projects/{project_id}/branches/{branch_id}/recover")
    Call<BranchRecovered> recover(
        @Path("project_id") String project, @Path("branch_id") String branch);

    @POST("projects/{project_id}/branches/{branch_id}/restore")
    Call<BranchUpdated> restore(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Body BranchWire.RestoreBody body);

    @POST("projects/{project_id}/branches/{branch_id}/finalize_restore")
    Call<BranchWire.Operations> finalizeRestore(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Body BranchWire.FinalizeBody body);

    @POST("projects/{project_id}/branches/{branch_id}/set_as_default")
    Call<BranchUpdated> setDefault(
        @Path("project_id") String project, @Path("branch_id") String branch);

    @GET("projects/{project_id}/branches/{branch_id}/schema")
    Call<BranchSchema> schema(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Query("db_name") String database,
        @Query("lsn") @Nullable String lsn,
        @Query("timestamp") @Nullable Instant timestamp,
        @Query("format") SchemaQuery.@Nullable Format format);

    @GET("projects/{project_id}/branches/{branch_id}/compare_schema")
    Call<BranchWire.Comparison> compareSchema(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Query("base_branch_id") @Nullable String baseBranch,
        @Query("db_name") String database,
        @Query("lsn") @Nullable String lsn,
        @Query("timestamp") @Nullable Instant timestamp,
        @Query("base_lsn") @Nullable String baseLsn,
        @Query("base_timestamp") @Nullable Instant baseTimestamp);

    @POST("projects/{project_id}/branch_anonymized")
    Call<BranchWire.CreatedBranch> createAnonymized(
        @Path("project_id") String project, @Body BranchWire.CreateAnonymizedBody body);

    @GET("projects/{project_id}/branches/{branch_id}/anonymized_status")
    Call<AnonymizationStatus> anonymizationStatus(
        @Path("project_id") String project, @Path("branch_id") String branch);

    @POST("projects/{project_id}/branches/{branch_id}/anonymize")
    Call<AnonymizationStatus> startAnonymization(
        @Path("project_id") String project, @Path("branch_id") String branch);

    @GET("projects/{project_id}/branches/{branch_id}/masking_rules")
    Call<BranchWire.MaskingRules> maskingRules(
        @Path("project_id") String project, @Path("branch_id") String branch);

    @PATCH("projects/{project_id}/branches/{branch_id}/masking_rules")
    Call<BranchWire.MaskingRules> updateMaskingRules(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Body BranchWire.MaskingRules body);
  }

  /** Over these. */
  public HttpBranches(CallRunner runner, Retrofit retrofit) {
    this(runner, retrofit, () -> UUID.randomUUID().toString());
  }

  HttpBranches(CallRunner runner, Retrofit retrofit, Supplier<String> requestIds) {
    this.runner = runner;
    this.retrofit = retrofit;
    this.requestIds = requestIds;
    this.routes = retrofit.create(Routes.class);
    this.writes = new BranchWrites(routes, retrofit);
  }

  @Override
  public Page<AnnotatedBranch> list(String projectId, ListBranches query) {
    BranchWire.Branches answer =
        runner.read(
            routes.list(
                project(projectId),
                Checks.present(query, "query").search(),
                query.sortBy(),
                query.sortOrder(),
                query.limit(),
                query.cursor(),
                query.includeDeleted()));
    Map<String, BranchWire.Annotation> notes =
        answer.annotations() == null ? Map.of() : answer.annotations();
    List<AnnotatedBranch> items =
        answer.branches().stream()
            .map(branch -> new BranchWire.OneBranch(branch, notes.get(branch.id())).annotated())
            .toList();
    String next = answer.pagination() == null ? null : answer.pagination().next();
    return Arguments.page(items, next, null);
  }

  @Override
  public int count(String projectId) {
    return runner.read(routes.count(project(projectId), null)).count();
  }

  @Override
  public int count(String projectId, String search) {
    return runner.read(routes.count(project(projectId), Checks.present(search, "search"))).count();
  }

  @Override
  public BranchCreated create(String projectId, CreateBranch request) {
    String project = project(projectId);
    Checks.present(request, "request");
    BranchCreation creation = new BranchCreation(request, requestIds.get());
    return BranchCreation.created(
        runner.write(routes.create(project, creation.body()), creation.write(project, retrofit)));
  }

  @Override
  public AnnotatedBranch get(String projectId, String branchId) {
    return runner.read(routes.get(project(projectId), branch(branchId))).annotated();
  }

  @Override
  public BranchUpdated update(String projectId, String branchId, UpdateBranch request) {
    String project = project(projectId);
    String branch = branch(branchId);
    return runner.write(
        routes.update(
            project, branch, new BranchWire.UpdateBody(Checks.present(request, "request"))),
        writes.update(project, branch, request));
  }

  @Override
  public BranchDeleted delete(String projectId, String branchId) {
    String project = project(projectId);
    String branch = branch(branchId);
    return deleted(routes.delete(project, branch, null), writes.removal(project, branch));
  }

  @Override
  public BranchDeleted deleteForGood(String projectId, String branchId) {
    String project = project(projectId);
    String branch = branch(branchId);
    return deleted(routes.delete(project, branch, true), writes.removalForGood(project, branch));
  }

  private BranchDeleted deleted(Call<BranchUpdated> call, Write<BranchUpdated> write) {
    return runner
        .writeOrNothing(call, write)
        .map(answer -> new BranchDeleted(answer.branch(), answer.operations()))
        .orElseGet(BranchDeleted::wasNotThere);
  }

  @Override
  public BranchRecovered recover(String projectId, String branchId) {
    String project = project(projectId);
    String branch = branch(branchId);
    return runner.write(routes.recover(project, branch), writes.recovery(project, branch));
  }

  @Override
  public BranchUpdated restore(String projectId, String branchId, RestoreBranch request) {
    String project = project(projectId);
    String branch = branch(branchId);
    HistoryPoint point = Checks.present(request, "request").point();
    if (request.sourceBranchId().equals(branch)
        && (point == null || request.preserveUnderName() == null)) {
      throw new IllegalArgumentException(
          "to set "
              + branch
              + " back to its own past, name the point, and what to preserve the state before as");
    }
    BranchWire.RestoreBody body =
        new BranchWire.RestoreBody(
            request.sourceBranchId(), lsn(point), time(point), request.preserveUnderName());
    return runner.write(
        routes.restore(project, branch, body),
        writes.restore(project, branch, request, runner.settings().clock()));
  }

  @Override
  public List<Operation> finalizeRestore(String projectId, String branchId) {
    return finalizeRestore(projectId, branchId, new BranchWire.FinalizeBody(null));
  }

  @Override
  public List<Operation> finalizeRestore(String projectId, String branchId, String replacedName) {
    String name = Arguments.id(replacedName, "replacedName");
    return finalizeRestore(projectId, branchId, new BranchWire.FinalizeBody(name));
  }

  private List<Operation> finalizeRestore(
      String projectId, String branchId, BranchWire.FinalizeBody body) {
    String project = project(projectId);
    String branch = branch(branchId);
    return runner
        .write(routes.finalizeRestore(project, branch, body), writes.finalization(project, branch))
        .operations();
  }

  @Override
  public BranchUpdated setDefault(String projectId, String branchId) {
    String project = project(projectId);
    String branch = branch(branchId);
    return runner.write(
        routes.setDefault(project, branch),
        Write.repeatable(BranchWrites.at(project, branch), project));
  }

  @Override
  public BranchSchema schema(String projectId, String branchId, SchemaQuery query) {
    return runner.read(
        routes.schema(
            project(projectId),
            branch(branchId),
            Checks.present(query, "query").databaseName(),
            lsn(query.point()),
            time(query.point()),
            query.format()));
  }

  @Override
  public String compareSchema(String projectId, String branchId, CompareSchema query) {
    String diff =
        runner
            .read(
                routes.compareSchema(
                    project(projectId),
                    branch(branchId),
                    Checks.present(query, "query").baseBranchId(),
                    query.databaseName(),
                    lsn(query.point()),
                    time(query.point()),
                    lsn(query.basePoint()),
                    time(query.basePoint())))
            .diff();
    return diff == null ? "" : diff;
  }

  @Override
  public BranchCreated createAnonymized(String projectId, CreateAnonymizedBranch request) {
    String project = project(projectId);
    Checks.present(request, "request");
    BranchCreation creation = new BranchCreation(request.branch(), requestIds.get());
    return BranchCreation.created(
        runner.write(
            routes.createAnonymized(project, creation.body(request)),
            creation.write(project, retrofit)));
  }

  @Override
  public AnonymizationStatus anonymizationStatus(String projectId, String branchId) {
    return runner.read(routes.anonymizationStatus(project(projectId), branch(branchId)));
  }

  @Override
  public AnonymizationStatus startAnonymization(String projectId, String branchId) {
    String project = project(projectId);
    String branch = branch(branchId);
    return runner.write(
        routes.startAnonymization(project, branch),
        Write.compared(
            BranchWrites.at(project, branch),
            project,
            reads -> reads.read(routes.anonymizationStatus(project, branch)),
            now -> now.state() == AnonymizationState.ANONYMIZING,
            now -> now));
  }

  @Override
  public List<MaskingRule> maskingRules(String projectId, String branchId) {
    return runner.read(routes.maskingRules(project(projectId), branch(branchId))).maskingRules();
  }

  @Override
  public List<MaskingRule> updateMaskingRules(
      String projectId, String branchId, List<MaskingRule> rules) {
    String project = project(projectId);
    String branch = branch(branchId);
    BranchWire.MaskingRules body =
        new BranchWire.MaskingRules(List.copyOf(Checks.present(rules, "rules")));
    return runner
        .write(
            routes.updateMaskingRules(project, branch, body),
            Write.compared(
                BranchWrites.at(project, branch),
                project,
                reads -> reads.read(routes.maskingRules(project, branch)),
                body::equals,
                now -> now))
        .maskingRules();
  }

  private static @Nullable String lsn(@Nullable HistoryPoint point) {
    return point == null ? null : point.lsn();
  }

  private static @Nullable Instant time(@Nullable HistoryPoint point) {
    return point == null ? null : point.time();
  }

  private static String project(String id) {
    return Arguments.id(id, "projectId");
  }

  private static String branch(String id) {
    return Arguments.id(id, "branchId");
  }
}
