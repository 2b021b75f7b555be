package dev.neonflow.sdk.internal.http;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to do next about an answer that is no success: one sentence each, without its full stop. */
final class Remedies {
  /** Where Neon looks for something by its name. */
  private static final Pattern BY_NAME =
      Pattern.compile(
          ".*/(?:databases|roles|data-api)/[^/]+(?:/.*)?|.*/(?:connection_uri|schema|compare_schema)");

  private Remedies() {}

  static String of(
      Target target, int status, String code, String text, @Nullable Duration retryAfter) {
    if (status == 400 && text.contains("org_id is required")) {
      return "Name the organization: a personal API key sees more than one";
    }
    if (status == 404 && text.contains("route does not exist")) {
      return "Check the API base (NEON_API_HOST), which ends in /api/v2, and the form of the ids";
    }
    if (Statuses.isLimit(status, code)) {
      return "Delete what is not needed any more, or choose a larger plan";
    }
    return switch (status) {
      case 401 -> "Check the API key (NEON_API_KEY): it is missing, mistyped or revoked";
      case 403 -> "Use an API key that may do this";
      case 404 ->
          BY_NAME.matcher(target.path()).matches()
              ? "Check the names, which have to be spelled as in Neon, and the ids before them"
              : "Check the ids, and that this API key can see the project";
      case 409 -> "Look up what has the name, and decide whether it is yours";
      case 423 -> "Try again when the project's running operations are done";
      case 429 -> "Try again " + when(retryAfter) + ", with fewer requests at a time";
      case 301, 302, 303, 307, 308 ->
          "Check the API base (NEON_API_HOST): it answers with a redirect";
      default -> other(target, status, text);
    };
  }

  private static String other(Target target, int status, String text) {
    if (Statuses.isRetryable(status, target.isRead())) {
      return "Try again later; neonstatus.com tells of trouble at Neon";
    }
    if (status >= 500) {
      return "Ask Neon's support, with the id of the request";
    }
    return text.isEmpty()
        ? "Compare the request with Neon's reference of the operation"
        : "Change the request as Neon's message asks for";
  }

  /** In whole seconds, not too early. */
  private static String when(@Nullable Duration retryAfter) {
    return retryAfter == null
        ? "later"
        : "in " + retryAfter.plusNanos(999_999_999).toSeconds() + " s";
  }
}
