package dev.neonflow.sdk.internal.http;

import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Where Neon says which request it was. */
final class RequestIds {
  private RequestIds() {}

  static @Nullable String of(Headers headers) {
    String id = headers.get("X-Neon-Ret-Request-Id");
    return id != null ? id : headers.get("X-Request-ID");
  }
}
