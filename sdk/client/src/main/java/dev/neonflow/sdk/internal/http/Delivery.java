package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.Secret;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Tells a request that surely was not sent from one that may have been: OkHttp runs a network
 * interceptor only once there is a connection, and nothing is written before.
 */
final class Delivery {
  private final AtomicBoolean connected = new AtomicBoolean();

  private Delivery() {}

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
      Delivery delivery = new Delivery();
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
        return chain.proceed(request);
      } catch (IOException e) {
        throw delivery.connected.get() ? e : new NotSentException(e);
      }
    }
  }

  static final class Inner implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
      Delivery delivery = chain.request().tag(Delivery.class);
      if (delivery != null) {
        delivery.connected.set(true);
      }
      return chain.proceed(chain.request());
    }
  }
}
