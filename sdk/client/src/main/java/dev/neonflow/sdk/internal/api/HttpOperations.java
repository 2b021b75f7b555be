package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.NeonTimeoutException;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Deadline;
import dev.neonflow.sdk.internal.http.HttpSettings;
import dev.neonflow.sdk.internal.http.Unfinished;
import dev.neonflow.sdk.internal.http.Waiting;
import dev.neonflow.sdk.operations.ListOperations;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.operations.OperationsApi;
import dev.neonflow.sdk.operations.WaitOptions;
import dev.neonflow.sdk.paging.Page;
import dev.neonflow.sdk.values.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** Operations over HTTP, and waiting for them. */
public final class HttpOperations implements OperationsApi {
  private static final Logger LOG = LoggerFactory.getLogger("dev.neonflow.sdk.operations");

  private static final int NEWEST = 20;
  private static final Duration LAST_LOOK = Duration.ofMillis(50);

  private final CallRunner runner;
  private final HttpSettings settings;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/operations/{operation_id}")
    Call<OperationsWire.OneOperation> get(
        @Path("project_id") String project, @Path("operation_id") String operation);

    @GET("projects/{project_id}/operations")
    Call<OperationsWire.Operations> list(
        @Path("project_id") String project,
        @Query("limit") @Nullable Integer limit,
        @Query("cursor") @Nullable String cursor);
  }

  /** Over these; waits with the settings' clock and scheduler. */
  public HttpOperations(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.settings = runner.settings();
    this.routes = retrofit.create(Routes.class);
  }

  /** Looks whether a project has operations that go on. */
  public static Unfinished unfinished(Retrofit retrofit) {
    Routes routes = retrofit.create(Routes.class);
    return (reads, project) ->
        reads.read(routes.list(project, NEWEST, null)).operations().stream()
            .anyMatch(operation -> !operation.status().isEnded());
  }

  @Override
  public Operation get(String projectId, String operationId) {
    return get(runner, projectId, operationId);
  }

  @Override
  public Page<Operation> list(String projectId, ListOperations query) {
    OperationsWire.Operations answer =
        runner.read(
            routes.list(
                Arguments.id(projectId, "projectId"),
                Checks.present(query, "query").limit(),
                query.cursor()));
    return Arguments.page(answer.operations(), answer.pagination(), query.limit());
  }

  @Override
  public List<Operation> await(String projectId, List<Operation> operations, WaitOptions options) {
    Arguments.id(projectId, "projectId");
    List<Operation> seen = new ArrayList<>(Checks.present(operations, "operations"));
    Checks.present(options, "options");
    CallRunner patient = runner.endingBy(Deadline.within(options.deadline())).fixed();
    Duration most = patient.left(options.deadline());
    // One after the other: what one answer started is a chain. While the first ones were waited
    // for, the next went on, so those are looked at without a pause.
    boolean waited = false;
    for (int i = 0; i < seen.size(); i++) {
      Duration pause = options.firstInterval();
      FailurePatience patience = new FailurePatience(settings.clock(), options.failedGrace());
      patience.check(seen.get(i));
      while (!seen.get(i).status().isDone()) {
        // A pause to the very end would leave no time to look.
        Duration half = patient.left(options.deadline()).dividedBy(2);
        if (half.compareTo(LAST_LOOK) < 0) {
          throw timedOut(seen, most);
        }
        if (!waited) {
          Waiting.pause(settings.scheduler(), pause.compareTo(half) < 0 ? pause : half);
          pause = longer(pause, options.longestInterval());
        }
        waited = false;
        Operation now = get(patient, projectId, seen.get(i).id());
        boolean changed = now.status() != seen.get(i).status();
        seen.set(i, now);
        if (changed) {
          tell(options, now);
        }
        patience.check(now);
        waited = now.status().isDone();
      }
    }
    return List.copyOf(seen);
  }

  private static void tell(WaitOptions options, Operation operation) {
    try {
      options.onProgress().accept(operation);
    } catch (RuntimeException e) {
      LOG.warn("the listener for progress failed", e);
    }
  }

  private Operation get(CallRunner reads, String projectId, String operationId) {
    String project = Arguments.id(projectId, "projectId");
    String operation = Arguments.id(operationId, "operationId");
    return reads.read(routes.get(project, operation)).operation();
  }

  private static Duration longer(Duration pause, Duration longest) {
    Duration grown = pause.plus(pause.dividedBy(2));
    return grown.compareTo(longest) < 0 ? grown : longest;
  }

  private static NeonTimeoutException timedOut(List<Operation> seen, Duration most) {
    String open =
        seen.stream()
            .filter(operation -> !operation.status().isDone())
            .map(operation -> operation.action() + " " + operation.id() + " " + operation.status())
            .collect(Collectors.joining(", "));
    String remedy = "Wait again: the operations go on by themselves";
    // What was asked for; a little of it has passed already.
    long millis = (most.toMillis() + 9) / 10 * 10;
    return new NeonTimeoutException(
        "not done within " + millis + " ms: " + open + ". " + remedy,
        new ErrorDetails(0, "", null, 0, true, remedy),
        null);
  }
}
