package dev.neonflow.workflows.internal.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Whether anything of a request may have been sent, as its tag: OkHttp runs a network interceptor
 * only once there is a connection, and writes nothing before.
 */
final class Sent {
  private volatile boolean connected;

  /** No connection came about. */
  static final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    NotSentException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  static Request watched(Request request) {
    return request.newBuilder().tag(Sent.class, new Sent()).build();
  }

  static Response outer(Interceptor.Chain chain) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (IOException e) {
      Sent sent = chain.request().tag(Sent.class);
      throw sent == null || sent.connected ? e : new NotSentException(e);
    }
  }

  static Response inner(Interceptor.Chain chain) throws IOException {
    Sent sent = chain.request().tag(Sent.class);
    if (sent != null) {
      sent.connected = true;
    }
    return chain.proceed(chain.request());
  }
}
