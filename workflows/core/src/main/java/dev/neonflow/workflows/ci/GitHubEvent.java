package dev.neonflow.workflows.ci;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pull request in the file that GitHub describes an event in.
 *
 * @param fork whether its branch is in another repository
 */
record GitHubEvent(int number, boolean fork, @Nullable String gitBranch, @Nullable String commit) {

  private static final Logger log = LoggerFactory.getLogger(GitHubEvent.class);

  /** Null if there is no such file, or it is about no pull request. */
  static @Nullable GitHubEvent read(@Nullable String file) {
    if (file == null) {
      return null;
    }
    try {
      JsonAdapter<Object> json = new Moshi.Builder().build().adapter(Object.class);
      Object event = json.fromJson(Files.readString(Path.of(file)));
      Object pullRequest = at(event, "pull_request");
      if (!(at(pullRequest, "number") instanceof Double number)) {
        return null;
      }
      Object head = at(pullRequest, "head");
      boolean fork = isElsewhere(head, text(at(at(event, "repository"), "full_name")));
      return new GitHubEvent(number.intValue(), fork, text(at(head, "ref")), text(at(head, "sha")));
    } catch (IOException | JsonDataException e) {
      log.warn("the event in GITHUB_EVENT_PATH cannot be read: {}", e.toString());
      return null;
    }
  }

  /** The repository of a fork that was deleted is null. */
  private static boolean isElsewhere(@Nullable Object head, @Nullable String repository) {
    if (!(head instanceof Map<?, ?> known) || !known.containsKey("repo")) {
      return false;
    }
    String own = text(at(known.get("repo"), "full_name"));
    return own == null || (repository != null && !own.equalsIgnoreCase(repository));
  }

  private static @Nullable Object at(@Nullable Object json, String name) {
    return json instanceof Map<?, ?> object ? object.get(name) : null;
  }

  private static @Nullable String text(@Nullable Object json) {
    return json instanceof String text && !text.isEmpty() ? text : null;
  }
}
