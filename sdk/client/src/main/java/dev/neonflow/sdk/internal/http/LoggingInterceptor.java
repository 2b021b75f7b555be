package dev.neonflow.sdk.internal.http;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per attempt, at debug. No headers, no query, no body: they hold secrets. */
final class LoggingInterceptor implements Interceptor {
  private static final Logger LOG = LoggerFactory.getLogger("dev.neonflow.sdk.http");

  private final Clock clock;

  LoggingInterceptor(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Instant start = clock.instant();
    try {
      Response response = chain.proceed(request);
      LOG.debug(
          "{} {} -> {} in {} ms, request {}",
          request.method(),
          request.url().encodedPath(),
          response.code(),
          millisSince(start),
          RequestIds.of(response.headers()));
      return response;
    } catch (IOException e) {
      LOG.debug(
          "{} {} -> {} after {} ms",
          request.method(),
          request.url().encodedPath(),
          e.getClass().getSimpleName(),
          millisSince(start));
      throw e;
    }
  }

  private long millisSince(Instant start) {
    return Duration.between(start, clock.instant()).toMillis();
  }
}
