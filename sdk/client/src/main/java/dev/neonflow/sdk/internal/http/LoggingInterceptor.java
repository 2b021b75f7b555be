package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
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
          ShownPath.of(request),
          response.code(),
          millisSince(start),
          RequestIds.of(response.headers()));
      return LOG.isTraceEnabled() ? traced(response) : response;
    } catch (IOException e) {
      LOG.debug(
          "{} {} -> {} after {} ms",
          request.method(),
          ShownPath.of(request),
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
      LOG.trace("{} {} sends {}", request.method(), ShownPath.of(request), texts.of(copy));
    }
  }

  /** Shows what is read of it, so that a trace makes no call wait for more than it needs. */
  private Response traced(Response response) {
    ResponseBody body = Objects.requireNonNull(response.body());
    Source shown = new Traced(body.source(), response.request());
    return response
        .newBuilder()
        .body(ResponseBody.create(Okio.buffer(shown), body.contentType(), body.contentLength()))
        .build();
  }

  private final class Traced extends ForwardingSource {
    private final Request request;
    private final Buffer copy = new Buffer();
    private boolean told;

    Traced(Source body, Request request) {
      super(body);
      this.request = request;
    }

    @Override
    public long read(Buffer sink, long most) throws IOException {
      long count = super.read(sink, most);
      if (count < 0) {
        tell();
      } else if (copy.size() < LONGEST_BODY) {
        sink.copyTo(copy, sink.size() - count, Math.min(count, LONGEST_BODY - copy.size()));
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      tell();
      super.close();
    }

    private void tell() {
      if (!told) {
        told = true;
        String text = ShownPath.isAnsweredWithSecret(request) ? BodyText.HIDDEN : texts.of(copy);
        LOG.trace("{} {} got {}", request.method(), ShownPath.of(request), text);
      }
    }
  }

  private long millisSince(Instant start) {
    return Duration.between(start, clock.instant()).toMillis();
  }
}
