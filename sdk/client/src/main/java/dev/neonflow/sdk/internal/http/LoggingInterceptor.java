package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line per attempt, at debug. No headers and no query: they hold secrets. At trace also the
 * bodies, without theirs.
 */
final class LoggingInterceptor implements Interceptor {
  private static final Logger LOG = LoggerFactory.getLogger("dev.neonflow.sdk.http");
  private static final long LONGEST_BODY = 64 * 1024;

  private final Clock clock;
  private final BodyText texts;

  LoggingInterceptor(Clock clock, Secret apiKey) {
    this.clock = clock;
    this.texts = new BodyText(apiKey);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Instant start = clock.instant();
    if (LOG.isTraceEnabled()) {
      sent(request);
    }
    try {
      Response response = chain.proceed(request);
      LOG.debug(
          "{} {} -> {} in {} ms, request {}",
          request.method(),
          request.url().encodedPath(),
          response.code(),
          millisSince(start),
          RequestIds.of(response.headers()));
      if (LOG.isTraceEnabled()) {
        received(response);
      }
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

  private void sent(Request request) throws IOException {
    RequestBody body = request.body();
    if (body != null && body.contentLength() > 0) {
      Buffer copy = new Buffer();
      body.writeTo(copy);
      LOG.trace("{} {} sends {}", request.method(), request.url().encodedPath(), texts.of(copy));
    }
  }

  private void received(Response response) throws IOException {
    String text = texts.of(response.peekBody(LONGEST_BODY).source());
    LOG.trace(
        "{} {} got {}", response.request().method(), response.request().url().encodedPath(), text);
  }

  private long millisSince(Instant start) {
    return Duration.between(start, clock.instant()).toMillis();
  }
}
