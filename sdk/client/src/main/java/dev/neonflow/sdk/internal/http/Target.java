package dev.neonflow.sdk.internal.http;

import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a call is, as far as errors need it.
 *
 * @param method the method
 * @param path the path without query
 * @param lookAt where the outcome of a write can be seen; null for a read
 */
record Target(String method, String path, @Nullable String lookAt) {

  static Target of(Request request, @Nullable String lookAt) {
    return new Target(request.method(), request.url().encodedPath(), lookAt);
  }

  boolean isRead() {
    return lookAt == null;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
