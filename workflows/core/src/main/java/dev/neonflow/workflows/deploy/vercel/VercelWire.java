package dev.neonflow.workflows.deploy.vercel;

import com.squareup.moshi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes over the wire, as far as we need it: anything may be missing. */
final class VercelWire {
  private VercelWire() {}

  /** A project. */
  public record Project(@Nullable String id, @Nullable String name, @Nullable Link link) {}

  /** The git repository that a project is connected to. */
  public record Link(
      @Nullable String org,
      @Nullable String repo,
      @Nullable String owner,
      @Nullable String slug,
      @Nullable String productionBranch) {}

  /** A list of variables. */
  public record Variables(@Nullable List<Variable> envs, @Nullable Pagination pagination) {}

  /** Whether there is more. */
  public record Pagination(@Nullable Long next) {}

  /**
   * A variable; times in milliseconds since 1970.
   *
   * @param target a text or a list of them, as it pleases the API
   */
  public record Variable(
      @Nullable String id,
      @Nullable String key,
      @Nullable Object target,
      @Nullable String gitBranch,
      @Nullable String comment,
      @Nullable Long createdAt,
      @Nullable Long updatedAt) {}

  /** A variable to be written. */
  public record NewVariable(
      String type,
      String key,
      String value,
      List<String> target,
      String gitBranch,
      String comment) {}

  /** What became of it. */
  public record Written(@Nullable List<NotWritten> failed) {}

  /** Why a variable was not written. */
  public record NotWritten(@Nullable Refusal error) {}

  /** An error. */
  public record Refusal(@Nullable String code, @Nullable String message) {}

  /** A list of deployments, the newest first. */
  public record Listed(@Nullable List<Listing> deployments) {}

  /** A deployment as lists have it. */
  public record Listing(
      @Nullable String uid,
      @Nullable String name,
      @Nullable Long created,
      @Nullable String state,
      @Nullable String readyState,
      @Nullable String target,
      @Nullable Meta meta) {

    String stateOrNone() {
      String known = readyState == null ? state : readyState;
      return known == null ? "" : known;
    }
  }

  /** Where it came from. */
  public record Meta(@Nullable String githubCommitSha) {}

  /** What to deploy again. */
  public record Redeploy(String deploymentId, String name, Action meta) {}

  /** Why. */
  public record Action(String action) {}

  /** A deployment on its own. */
  public record Built(
      @Nullable String id,
      @Nullable String url,
      @Nullable String readyState,
      @Nullable String inspectorUrl,
      @Nullable String errorCode,
      @Nullable String errorMessage,
      @Json(name = "readyStateReason") @Nullable String reason) {}
}
