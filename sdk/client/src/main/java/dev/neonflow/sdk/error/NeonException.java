package dev.neonflow.sdk.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Root of everything this client throws on purpose. Decide by class and fields, not by the message.
 * No message holds an API key or a password.
 */
public abstract class NeonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The facts. */
  private final ErrorDetails details;

  /** For the subclasses; the number of attempts is added to the message if it is above one. */
  protected NeonException(String message, ErrorDetails details, @Nullable Throwable cause) {
    super(withAttempts(message, details), cause);
    this.details = details;
  }

  /** What happened, how often, what to do. */
  private static String withAttempts(String message, ErrorDetails details) {
    String attempts = " after " + details.attempts() + " attempts";
    if (details.attempts() < 2 || message.contains(attempts)) {
      return message;
    }
    String remedy = details.remedy() == null ? "" : ". " + details.remedy();
    int end = message.endsWith(remedy) ? message.length() - remedy.length() : message.length();
    return message.substring(0, end) + attempts + message.substring(end);
  }

  /** All facts at once. */
  public final ErrorDetails details() {
    return details;
  }

  /** The HTTP status; 0 if there was no answer. */
  public final int status() {
    return details.status();
  }

  /** Neon's error code, such as {@code BRANCH_ALREADY_EXISTS}; often empty. */
  public final String code() {
    return details.code();
  }

  /** Neon's id of the request. */
  public final Optional<String> requestId() {
    return Optional.ofNullable(details.requestId());
  }

  /** How often the request was made. */
  public final int attempts() {
    return details.attempts();
  }

  /** Whether the same call may succeed later and is safe to repeat as it is. */
  public final boolean retryable() {
    return details.retryable();
  }

  /** What to do next, if the client knows. */
  public final Optional<String> remedy() {
    return Optional.ofNullable(details.remedy());
  }
}
