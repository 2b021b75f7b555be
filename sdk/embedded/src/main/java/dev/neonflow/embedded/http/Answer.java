package dev.neonflow.embedded.http;

import dev.neonflow.embedded.fault.Hit;
import org.jspecify.annotations.Nullable;

/**
 * What a request gets.
 *
 * @param response absent if nothing was done and nothing is to be sent
 * @param hit the fault that happens to the request
 */
record Answer(@Nullable Response response, @Nullable Hit hit) {

  static Answer plain(Response response) {
    return new Answer(response, null);
  }

  /** 0 if there is none. */
  int status() {
    return response == null ? 0 : response.status();
  }

  @Nullable String fault() {
    return hit == null ? null : hit.effect().toString();
  }
}
