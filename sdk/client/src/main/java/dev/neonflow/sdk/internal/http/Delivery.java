package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.Secret;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request, as its tag. Tells one that surely was not sent from one that may have
 * been: OkHttp runs a network interceptor only once there is a connection, and nothing is written
 * before.
 */
final class Delivery {
  private volatile boolean connected;
  private volatile int status;
  private volatile @Nullable String requestId;

  /** That of this request; an empty one if an interceptor of the caller made another request. */
  static Delivery of(Request request) {
    Delivery delivery = request.tag(Delivery.class);
    return delivery == null ? new Delivery() : delivery;
  }

  /** The HTTP status; 0 if there was no answer. */
  int status() {
    return status;
  }

  /** Neon's id of the request, if there was an answer that has it. */
  @Nullable String requestId() {
    return requestId;
  }

  /** No connection came about. */
  static final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    NotSentException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Says who asks as well; the last of our interceptors, so that no other sees the key. */
  static final class Outer implements Interceptor {
    private final Secret apiKey;
    private final String userAgent;

    Outer(Secret apiKey, String userAgent) {
      this.apiKey = apiKey;
      this.userAgent = userAgent;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
      Delivery delivery = of(chain.request());
      Request request =
          chain
              .request()
              .newBuilder()
              .tag(Delivery.class, delivery)
              .header("Authorization", "Bearer " + apiKey.reveal())
              .header("User-Agent", userAgent)
              .header("Accept", "application/json")
              .build();
      try {
        Response response = chain.proceed(request);
        delivery.status = response.code();
        delivery.requestId = RequestIds.of(response.headers());
        return response;
      } catch (IOException e) {
        throw delivery.connected ? e : new NotSentException(e);
      }
    }
  }

  static final class Inner implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
      of(chain.request()).connected = true;
      return chain.proceed(chain.request());
    }
  }
}
