package dev.neonflow.embedded;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request that was answered.
 *
 * @param method for example {@code GET}
 * @param path below the API base, without the query, for example {@code /projects}
 * @param status the HTTP status of the answer; of one that is lost with its connection too, and 0
 *     where there is none
 * @param duration from the request's arrival until its answer was ready to be sent
 * @param fault the injected fault that happened to it, absent if none did
 */
public record ServedRequest(
    String method, String path, int status, Duration duration, @Nullable String fault) {

  /** One that no fault happened to. */
  public ServedRequest(String method, String path, int status, Duration duration) {
    this(method, path, status, duration, null);
  }
}
