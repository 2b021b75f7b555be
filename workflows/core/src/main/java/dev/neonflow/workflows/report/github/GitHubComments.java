package dev.neonflow.workflows.report.github;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.ReportFailedException;
import dev.neonflow.workflows.internal.github.GitHub;
import dev.neonflow.workflows.internal.github.GitHubRefusedException;
import dev.neonflow.workflows.internal.github.GitHubRoutes.Account;
import dev.neonflow.workflows.internal.github.GitHubRoutes.Comment;
import dev.neonflow.workflows.internal.github.GitHubRoutes.CommentText;
import dev.neonflow.workflows.internal.http.Answer;
import dev.neonflow.workflows.report.Published;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one comment of a key at a pull request: found by its first line and its author, edited in
 * place.
 */
final class GitHubComments {
  private static final int ROUNDS = 4;

  /** Who writes with a job's own token, which may not ask who it is. */
  private static final String JOB = "github-actions[bot]";

  private final GitHub github;
  private final int pullRequest;
  private @Nullable String author;

  /** What kept the last attempt to make the comment from an answer. */
  private @Nullable ConnectionLostException lost;

  /**
   * The comments of a pull request.
   *
   * @param author who writes ours, or null to find out
   */
  GitHubComments(GitHub github, int pullRequest, @Nullable String author) {
    this.github = github;
    this.pullRequest = pullRequest;
    this.author = author;
  }

  private record Attempt(@Nullable Published published) {}

  /**
   * Puts the text in the place of the last one, or makes the comment. Of several, which runs at the
   * same time may have made, the oldest stays.
   *
   * @param marker the first line of the text
   * @param creating whether a comment is made where there is none
   */
  Published put(String marker, String text, boolean creating) throws GitHubRefusedException {
    boolean created = false;
    for (int round = 0; round < ROUNDS; round++) {
      List<Comment> ours = ours(marker);
      if (ours.isEmpty() && !creating) {
        return Published.nowhere(null);
      }
      if (ours.isEmpty()) {
        created |= create(text);
        continue;
      }
      Attempt attempt = change(ours.get(0), text, created);
      removeExtra(ours.subList(1, ours.size()));
      if (attempt.published() != null) {
        return attempt.published();
      }
    }
    if (lost != null) {
      throw lost;
    }
    throw new ReportFailedException(
        "the comment at pull request " + pullRequest + " vanishes as soon as it is written",
        "look what deletes the comments of this repository",
        null);
  }

  /** Whether it is certain that this made a comment; the next look finds it. */
  private boolean create(String text) throws GitHubRefusedException {
    try {
      Comment made =
          github.get(
              github
                  .routes()
                  .createComment(github.owner(), github.repo(), pullRequest, new CommentText(text)),
              "comment on pull request " + pullRequest);
      lost = null;
      if (author == null && !made.author().isEmpty()) {
        author = made.author();
      }
      return true;
    } catch (ConnectionLostException perhapsDone) {
      lost = perhapsDone;
      return false;
    }
  }

  private Attempt change(Comment comment, String text, boolean created)
      throws GitHubRefusedException {
    String place = comment.htmlUrl() == null ? "a comment" : comment.htmlUrl();
    if (text.equals(comment.body())) {
      return new Attempt(new Published(place, created));
    }
    Answer<Comment> answer =
        github.send(
            github
                .routes()
                .updateComment(github.owner(), github.repo(), id(comment), new CommentText(text)));
    if (answer.status() == 404) {
      return new Attempt(null);
    }
    if (!answer.isSuccessful()) {
      throw github.refused(answer, "change the comment at pull request " + pullRequest);
    }
    return new Attempt(new Published(place, created));
  }

  private void removeExtra(List<Comment> extra) throws GitHubRefusedException {
    for (Comment comment : extra) {
      Answer<Void> answer =
          github.send(github.routes().deleteComment(github.owner(), github.repo(), id(comment)));
      if (!answer.isSuccessful() && answer.status() != 404) {
        throw github.refused(answer, "remove a second comment at pull request " + pullRequest);
      }
    }
  }

  /** The oldest first. */
  private List<Comment> ours(String marker) throws GitHubRefusedException {
    List<Comment> marked = new ArrayList<>();
    for (Comment comment :
        github.all(
            page -> github.routes().comments(github.owner(), github.repo(), pullRequest, page),
            "list the comments of pull request " + pullRequest)) {
      if (comment.id() != null && isMarked(comment, marker)) {
        marked.add(comment);
      }
    }
    if (marked.isEmpty()) {
      return marked;
    }
    String me = author();
    return marked.stream()
        .filter(comment -> comment.author().equalsIgnoreCase(me))
        .sorted(Comparator.comparing(GitHubComments::id))
        .toList();
  }

  private String author() throws GitHubRefusedException {
    if (author == null) {
      author = me(github);
    }
    return author;
  }

  /** Who the token speaks for. */
  static String me(GitHub github) throws GitHubRefusedException {
    Answer<Account> answer = github.send(github.routes().user());
    if (answer.status() == 403
        && github.refused(answer, "say who the token is for").isPermission()) {
      return JOB;
    }
    if (!answer.isSuccessful()) {
      throw github.refused(answer, "say who the token is for");
    }
    return Optional.ofNullable(answer.body()).map(Account::login).orElse(JOB);
  }

  static boolean isMarked(Comment comment, String marker) {
    String body = comment.body();
    return body != null && body.stripLeading().startsWith(marker);
  }

  private static long id(Comment comment) {
    Long id = comment.id();
    return id == null ? 0 : id;
  }
}
