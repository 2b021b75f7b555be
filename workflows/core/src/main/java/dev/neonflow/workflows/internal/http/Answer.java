package dev.neonflow.workflows.internal.http;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a third party answered, whatever its status. Holds no secret that the party was to hide.
 *
 * @param status the HTTP status
 * @param body of a 2xx that has one
 * @param error the body of any other, as text; empty if there is none
 * @param headers the headers
 */
public record Answer<B>(int status, @Nullable B body, String error, Headers headers) {
  private static final int LONGEST = 300;

  /** Whether the status is 2xx. */
  public boolean isSuccessful() {
    return status / 100 == 2;
  }

  /** Whether the status is 5xx: the party's own trouble. */
  public boolean isTheirTrouble() {
    return status / 100 == 5;
  }

  /**
   * A text in the error's JSON, for example {@code error, code}; empty if there is none.
   *
   * @param path names of members, outermost first
   */
  public Optional<String> member(String... path) {
    Object value = json();
    for (String name : path) {
      value = value instanceof Map<?, ?> members ? members.get(name) : null;
    }
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * What the error says to people, in one line of at most 300 characters: the message in its JSON,
   * else its text; empty for none and for a web page.
   */
  public String said() {
    String text =
        member("message")
            .or(() -> member("error", "message"))
            .or(() -> member("error"))
            .orElse(json() == null && !isPage() ? error : "");
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  /** The status, and what the error says: {@code 403 (no access to this team)}. */
  public String toPeople() {
    String said = said();
    return said.isEmpty() ? Integer.toString(status) : status + " (" + said + ")";
  }

  private boolean isPage() {
    return error.stripLeading().startsWith("<");
  }

  private @Nullable Object json() {
    try {
      return JsonBodies.ANYTHING.fromJson(error);
    } catch (IOException notJson) {
      return null;
    }
  }
}
