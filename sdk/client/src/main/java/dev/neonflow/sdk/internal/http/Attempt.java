package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.error.NeonException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt at a call ended.
 *
 * @param body the answer; null if it has no content, or after a failure
 * @param status the HTTP status, 0 if there was no answer
 * @param requestId Neon's id of the request
 * @param number 1 for the first
 * @param failure why there is no answer to give
 * @param askedFor the pause that Neon asked for
 * @param pause after this there will be another attempt; null if there will be none
 */
record Attempt<T>(
    @Nullable T body,
    int status,
    @Nullable String requestId,
    int number,
    @Nullable NeonException failure,
    @Nullable Duration askedFor,
    @Nullable Duration pause) {

  static <T> Attempt<T> answered(
      @Nullable T body, int status, @Nullable String requestId, int number) {
    return new Attempt<>(body, status, requestId, number, null, null, null);
  }

  static <T> Attempt<T> failed(NeonException failure, int number, @Nullable Duration askedFor) {
    String requestId = failure.requestId().orElse(null);
    return new Attempt<>(null, failure.status(), requestId, number, failure, askedFor, null);
  }

  Attempt<T> withPause(@Nullable Duration until) {
    return new Attempt<>(body, status, requestId, number, failure, askedFor, until);
  }
}
