package dev.neonflow.sdk.error;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a failure.
 *
 * @param status the HTTP status, 0 if there was no answer
 * @param code Neon's error code, often empty
 * @param requestId Neon's id of the request, for its support
 * @param attempts how often the request was made; 0 if it never was
 * @param retryable whether the same call may succeed later and is safe to repeat as it is
 * @param remedy what to do next, one sentence
 */
public record ErrorDetails(
    int status,
    String code,
    @Nullable String requestId,
    int attempts,
    boolean retryable,
    @Nullable String remedy)
    implements Serializable {

  /** Facts of a failure that no answer of Neon caused. */
  public static ErrorDetails local(@Nullable String remedy) {
    return new ErrorDetails(0, "", null, 0, false, remedy);
  }
}
