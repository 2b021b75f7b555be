package dev.neonflow.sdk.internal.http;

import com.squareup.moshi.Json;
import org.jspecify.annotations.Nullable;

/** Neon's error body; public because Moshi builds it. */
public record ErrorBody(
    @Nullable String message,
    @Nullable String code,
    @Json(name = "request_id") @Nullable String requestId) {

  static final ErrorBody NONE = new ErrorBody(null, null, null);
}
