package dev.neonflow.sdk.internal.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/** Looks names up on a thread of its own, because a lookup does not notice an interrupt. */
final class Lookup implements Dns {
  private final Dns names;

  Lookup(Dns names) {
    this.names = names;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> names.lookup(host));
    Daemon.start(lookup, "neonflow-lookup");
    try {
      return lookup.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown("interrupted while looking up " + host, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException unknown) {
        throw unknown;
      }
      throw unknown("cannot look up " + host, e.getCause());
    }
  }

  private static UnknownHostException unknown(String what, @Nullable Throwable cause) {
    UnknownHostException unknown = new UnknownHostException(what);
    unknown.initCause(cause);
    return unknown;
  }
}
