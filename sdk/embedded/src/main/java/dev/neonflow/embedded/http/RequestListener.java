package dev.neonflow.embedded.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told each request just before its answer leaves, by the thread that answers it. */
@FunctionalInterface
public interface RequestListener {

  /** Does not listen. */
  RequestListener NONE = (method, path, status, duration, fault) -> {};

  /**
   * A request is about to be answered.
   *
   * @param path below the base of the API, without the query
   * @param status of an answer that is lost too; 0 if there is none
   * @param fault what was made to happen to it
   */
  void served(String method, String path, int status, Duration duration, @Nullable String fault);
}
