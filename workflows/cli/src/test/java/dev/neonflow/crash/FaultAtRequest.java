package dev.neonflow.crash;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.embedded.RequestFault;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Lets a fault happen to one request of a run, counted from 1. */
final class FaultAtRequest implements Interceptor {

  private final EmbeddedNeon embedded;
  private final @Nullable RequestFault fault;
  private final int number;
  private int requests;
  private @Nullable InjectedFault injected;

  FaultAtRequest(EmbeddedNeon embedded, @Nullable RequestFault fault, int number) {
    this.embedded = embedded;
    this.fault = fault;
    this.number = number;
  }

  /** Counts and does nothing else. */
  static FaultAtRequest never(EmbeddedNeon embedded) {
    return new FaultAtRequest(embedded, null, 0);
  }

  @Override
  public synchronized Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    requests++;
    if (fault != null && requests == number) {
      String base = embedded.apiBase().getPath();
      String path = request.url().encodedPath().substring(base.length());
      injected = embedded.inject(fault.on(request.method(), path));
    }
    return chain.proceed(request);
  }

  synchronized int requests() {
    return requests;
  }

  synchronized boolean happened() {
    return injected != null && injected.used() > 0;
  }
}
