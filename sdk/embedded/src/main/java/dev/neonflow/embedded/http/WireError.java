package dev.neonflow.embedded.http;

import com.squareup.moshi.Json;

/** The body of every refusal. */
public record WireError(@Json(name = "request_id") String requestId, String code, String message) {}
