package dev.neonflow.embedded.http;

import java.time.Duration;

/** Is told each request just before its answer leaves, by the thread that answers it. */
@FunctionalInterface
public interface RequestListener {

  /**
   * A request is about to be answered.
   *
   * @param path below the base of the API, without the query
   */
  void served(String method, String path, int status, Duration duration);
}
