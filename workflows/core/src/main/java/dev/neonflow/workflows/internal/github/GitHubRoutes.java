package dev.neonflow.workflows.internal.github;

import com.squareup.moshi.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.Url;

/** GitHub's routes, and what goes over them; what it answers may lack any part. */
public interface GitHubRoutes {

  /** How many items a page has at most. */
  int PAGE = 100;

  /** Who owns the token. */
  @GET("user")
  Call<Account> user();

  /** Asks GraphQL, which also tells tokens of apps who they are. */
  @POST
  Call<Viewed> viewed(@Url String address, @Body GraphQuery query);

  /** A page of the comments of an issue or pull request, the oldest first. */
  @GET("repos/{owner}/{repo}/issues/{number}/comments?per_page=100")
  Call<List<Comment>> comments(
      @Path("owner") String owner,
      @Path("repo") String repo,
      @Path("number") int number,
      @Query("page") int page);

  /** A page of the comments of all issues and pull requests, the last changed first. */
  @GET("repos/{owner}/{repo}/issues/comments?sort=updated&direction=desc&per_page=100")
  Call<List<Comment>> allComments(
      @Path("owner") String owner,
      @Path("repo") String repo,
      @Query("since") String since,
      @Query("page") int page);

  /** One comment. */
  @GET("repos/{owner}/{repo}/issues/comments/{id}")
  Call<Comment> comment(
      @Path("owner") String owner, @Path("repo") String repo, @Path("id") long id);

  /** Writes a comment. */
  @POST("repos/{owner}/{repo}/issues/{number}/comments")
  Call<Comment> createComment(
      @Path("owner") String owner,
      @Path("repo") String repo,
      @Path("number") int number,
      @Body CommentText text);

  /** Changes a comment. */
  @PATCH("repos/{owner}/{repo}/issues/comments/{id}")
  Call<Comment> updateComment(
      @Path("owner") String owner,
      @Path("repo") String repo,
      @Path("id") long id,
      @Body CommentText text);

  /** Removes a comment. */
  @DELETE("repos/{owner}/{repo}/issues/comments/{id}")
  Call<Void> deleteComment(
      @Path("owner") String owner, @Path("repo") String repo, @Path("id") long id);

  /** A page of the deployments to an environment, the newest first. */
  @GET("repos/{owner}/{repo}/deployments?per_page=100")
  Call<List<Deployment>> deployments(
      @Path("owner") String owner,
      @Path("repo") String repo,
      @Query("environment") String environment,
      @Query("page") int page);

  /** Records a deployment. */
  @POST("repos/{owner}/{repo}/deployments")
  Call<Deployment> createDeployment(
      @Path("owner") String owner, @Path("repo") String repo, @Body NewDeployment deployment);

  /** How a deployment stands now. */
  @GET("repos/{owner}/{repo}/deployments/{id}/statuses?per_page=1")
  Call<List<DeploymentStatus>> newestStatus(
      @Path("owner") String owner, @Path("repo") String repo, @Path("id") long id);

  /** Says how a deployment stands. */
  @POST("repos/{owner}/{repo}/deployments/{id}/statuses")
  Call<DeploymentStatus> createDeploymentStatus(
      @Path("owner") String owner,
      @Path("repo") String repo,
      @Path("id") long id,
      @Body NewDeploymentStatus status);

  /** Says how a commit stands. */
  @POST("repos/{owner}/{repo}/statuses/{sha}")
  Call<CommitStatus> createCommitStatus(
      @Path("owner") String owner,
      @Path("repo") String repo,
      @Path("sha") String sha,
      @Body NewCommitStatus status);

  /** A pull request; 304 if it is as it was when it had this ETag. */
  @GET("repos/{owner}/{repo}/pulls/{number}")
  Call<PullRequest> pullRequest(
      @Path("owner") String owner,
      @Path("repo") String repo,
      @Path("number") int number,
      @Header("If-None-Match") @Nullable String etag);

  /** A page of the open pull requests, the oldest first. */
  @GET("repos/{owner}/{repo}/pulls?state=open&sort=created&direction=asc&per_page=100")
  Call<List<PullRequest>> openPullRequests(
      @Path("owner") String owner, @Path("repo") String repo, @Query("page") int page);

  /** Who wrote something. */
  record Account(@Nullable String login) {}

  /** A question for GraphQL. */
  record GraphQuery(String query) {}

  /** What GraphQL answers. */
  record Viewed(@Nullable View data) {}

  /** The part of its answer that was asked for. */
  record View(@Nullable Account viewer) {}

  /** A comment. */
  record Comment(
      @Nullable Long id,
      @Nullable String body,
      @Nullable Account user,
      @Json(name = "html_url") @Nullable String htmlUrl) {

    /** Who wrote it; empty if the account is gone. */
    public String author() {
      String login = user == null ? null : user.login();
      return login == null ? "" : login;
    }
  }

  /** The text of a comment. */
  record CommentText(String body) {}

  /** A deployment; the payload is whatever its maker put there. */
  record Deployment(@Nullable Long id, @Nullable String sha, @Nullable Object payload) {}

  /** What to record; GitHub's own defaults would merge branches and wait for checks. */
  record NewDeployment(
      String ref,
      String environment,
      String description,
      Map<String, String> payload,
      @Json(name = "auto_merge") boolean autoMerge,
      @Json(name = "required_contexts") List<String> requiredContexts,
      @Json(name = "transient_environment") boolean transientEnvironment,
      @Json(name = "production_environment") boolean productionEnvironment) {}

  /** How a deployment stands. */
  record DeploymentStatus(@Nullable Long id, @Nullable String state) {}

  /** How a deployment stands, to be said. */
  record NewDeploymentStatus(
      String state,
      String description,
      @Json(name = "environment_url") @Nullable String environmentUrl,
      @Json(name = "log_url") @Nullable String logUrl) {}

  /** How a commit stands. */
  record CommitStatus(@Nullable Long id) {}

  /** How a commit stands, to be said. */
  record NewCommitStatus(
      String state,
      String context,
      String description,
      @Json(name = "target_url") @Nullable String targetUrl) {}

  /** A pull request. */
  record PullRequest(@Nullable Integer number, @Nullable String state) {}
}
