package dev.neonflow.workflows.report.github;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ReportFailedException;
import dev.neonflow.workflows.internal.github.GitHub;
import dev.neonflow.workflows.internal.github.GitHubRefusedException;
import dev.neonflow.workflows.internal.github.GitHubRoutes.Comment;
import dev.neonflow.workflows.internal.github.GitHubRoutes.CommentText;
import dev.neonflow.workflows.internal.http.Answer;
import dev.neonflow.workflows.report.Published;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * The one comment of a key at a pull request: found by its first line and its author, edited in
 * place.
 */
final class GitHubComments {
  private static final int ROUNDS = 4;

  /** Who writes with a job's own token. */
  private static final String JOB = "github-actions[bot]";

  private final GitHub github;
  private final int pullRequest;
  private final @Nullable String configured;
  private @Nullable String author;

  /**
   * The comments of a pull request.
   *
   * @param author who writes ours, or null to find out
   */
  GitHubComments(GitHub github, int pullRequest, @Nullable String author) {
    this.github = github;
    this.pullRequest = pullRequest;
    this.configured = author;
    this.author = author;
  }

  /**
   * Puts the text in the place of the last one, or makes the comment. Of several, which runs at the
   * same time may have made, the oldest stays.
   *
   * @param marker the first line of the text
   * @param creating whether a comment is made where there is none
   */
  Published put(String marker, String text, boolean creating) throws GitHubRefusedException {
    Comment made = null;
    ConnectionLostException lost = null;
    for (int round = 0; round < ROUNDS; round++) {
      List<Comment> ours = ours(marker);
      if (ours.isEmpty() && made != null) {
        ours = stillThere(made);
      }
      if (ours.isEmpty() && !creating) {
        return Published.nowhere(null);
      }
      if (!ours.isEmpty()) {
        Published published = change(ours.get(0), text, made != null);
        removeExtra(ours.subList(1, ours.size()));
        if (published != null) {
          return published;
        }
        continue;
      }
      try {
        made = create(text);
        lost = null;
      } catch (ConnectionLostException e) {
        if (e.isUndone()) {
          throw e;
        }
        // Perhaps it was made; the next look tells, if the list has caught up with it.
        lost = e;
        github.pause();
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

  /** What this made; whoever really wrote it is the author. */
  private Comment create(String text) throws GitHubRefusedException {
    Comment made =
        github.get(
            github
                .routes()
                .createComment(github.owner(), github.repo(), pullRequest, new CommentText(text)),
            "comment on pull request " + pullRequest);
    long unused = id(made);
    String writer = made.author();
    if (configured != null && !writer.isEmpty() && !writer.equalsIgnoreCase(configured)) {
      removeExtra(List.of(made));
      throw PreconditionException.usage(
          "the token for GitHub writes as "
              + writer
              + ", but the author of the comments is said to be "
              + configured,
          "name " + writer + " as the author, or leave the author out");
    }
    // What GitHub did not tell before was a guess.
    author = writer.isEmpty() ? author : writer;
    return made;
  }

  /** The comment that the list does not name yet; nothing if it was deleted. */
  private List<Comment> stillThere(Comment made) throws GitHubRefusedException {
    Answer<Comment> answer =
        github.send(github.routes().comment(github.owner(), github.repo(), id(made)));
    if (answer.status() == 404) {
      return List.of();
    }
    if (!answer.isSuccessful()) {
      throw github.refused(answer, "show the comment at pull request " + pullRequest);
    }
    return List.of(made);
  }

  /** Null if it is gone. */
  private @Nullable Published change(Comment comment, String text, boolean created)
      throws GitHubRefusedException {
    String place = comment.htmlUrl() == null ? "a comment" : comment.htmlUrl();
    if (text.equals(comment.body())) {
      return new Published(place, created);
    }
    Answer<Comment> answer = update(comment, text);
    if (answer.status() == 404) {
      return null;
    }
    if (!answer.isSuccessful()) {
      throw github.refused(answer, "change the comment at pull request " + pullRequest);
    }
    return new Published(place, created);
  }

  private Answer<Comment> update(Comment comment, String text) {
    Call<Comment> call =
        github
            .routes()
            .updateComment(github.owner(), github.repo(), id(comment), new CommentText(text));
    try {
      return github.send(call);
    } catch (ConnectionLostException lost) {
      if (lost.isUndone()) {
        throw lost;
      }
      // The same text twice is no other comment.
      return github.send(call);
    }
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

  /** Who the token speaks for; where GitHub does not say it, a job's own token is likely. */
  static String me(GitHub github) throws GitHubRefusedException {
    return github.login().orElse(JOB);
  }

  static boolean isMarked(Comment comment, String marker) {
    String body = comment.body();
    return body != null && body.stripLeading().startsWith(marker);
  }

  private static long id(Comment comment) {
    return GitHub.id(comment.id(), "a comment");
  }
}
