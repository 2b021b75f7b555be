package dev.neonflow.examples;

import com.squareup.moshi.Moshi;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ReportFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.report.MarkdownReport;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.ReportMarker;
import dev.neonflow.workflows.report.Reporter;
import dev.neonflow.workflows.report.RunReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

// region gitlab
/**
 * One note on a merge request of GitLab, found again by the report's marker.
 *
 * @param api for example {@code https://gitlab.com/api/v4}
 * @param project the project's number
 * @param user the number of the user whose token GITLAB_TOKEN is; notes of others are left alone
 */
public record GitLabNote(URI api, long project, long user) implements Reporter {

  private static final int PAGE = 100;

  @Override
  public String describe() {
    return "a note on the merge request in project " + project + " of " + api.getHost();
  }

  @Override
  public Published publish(RunReport report, StepContext context) throws Exception {
    String notes =
        String.format(
            "/projects/%d/merge_requests/%d/notes",
            project, report.subject().pullRequestNumber().orElseThrow());
    String marker = ReportMarker.begin(report.subject().key());
    String text = MarkdownReport.render(report); // begins with the marker
    for (int page = 1; ; page++) {
      List<?> found =
          (List<?>) send("GET", notes + "?per_page=" + PAGE + "&page=" + page, null, context);
      for (Object one : found) {
        Map<?, ?> note = (Map<?, ?>) one;
        if (String.valueOf(note.get("body")).startsWith(marker)
            && number(((Map<?, ?>) note.get("author")).get("id")) == user) {
          String path = notes + "/" + number(note.get("id"));
          send("PUT", path, text, context);
          return new Published(api + path, false);
        }
      }
      if (found.size() < PAGE) {
        Map<?, ?> made = (Map<?, ?>) send("POST", notes, text, context);
        return new Published(api + notes + "/" + number(made.get("id")), true);
      }
    }
  }

  private static long number(Object json) {
    return ((Number) json).longValue();
  }

  private Object send(String method, String path, @Nullable String text, StepContext context)
      throws IOException, InterruptedException {
    var json = new Moshi.Builder().build().adapter(Object.class);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + path))
            .header("PRIVATE-TOKEN", context.secrets().get("GITLAB_TOKEN").reveal()) // by name
            .header("Content-Type", "application/json")
            .method(
                method,
                text == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(json.toJson(Map.of("body", text))))
            .build();
    CompletableFuture<HttpResponse<String>> answer =
        HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    var registration = context.cancel().onCancel(() -> answer.cancel(true));
    try {
      int status = answer.get().statusCode();
      if (status == 401 || status == 403) {
        throw PreconditionException.state(
            "GitLab refuses GITLAB_TOKEN (" + status + ")", "give it the scope api", null);
      }
      if (status >= 300) {
        throw new ReportFailedException("GitLab answers with " + status, "run again", null);
      }
      return json.fromJson(answer.get().body());
    } catch (CancellationException | ExecutionException e) {
      context.cancel().throwIfCancelled();
      throw new ReportFailedException("GitLab does not answer", "run again", e);
    } finally {
      registration.close();
    }
  }
}
// end
