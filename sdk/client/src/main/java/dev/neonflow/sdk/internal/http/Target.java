package dev.neonflow.sdk.internal.http;

import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;

/**
 * What a call is, as far as errors need it.
 *
 * @param method the method
 * @param path the path as it may be shown, without query
 * @param route the same for all requests of one operation
 * @param lookAt where the outcome of a write can be seen; null for a read
 */
record Target(String method, String path, String route, @Nullable String lookAt) {

  static Target of(Request request, @Nullable String lookAt) {
    String path = ShownPath.of(request);
    return new Target(request.method(), path, route(request), lookAt);
  }

  private static String route(Request request) {
    AnyRequests.Route named = request.tag(AnyRequests.Route.class);
    if (named != null) {
      return named.name();
    }
    Invocation invocation = request.tag(Invocation.class);
    return invocation == null
        ? request.method() + " " + ShownPath.of(request)
        : invocation.service().getName() + "." + invocation.method().getName();
  }

  boolean isRead() {
    return lookAt == null;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
