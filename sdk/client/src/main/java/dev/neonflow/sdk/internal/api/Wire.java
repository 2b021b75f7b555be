package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.Secret;

/**
 * The envelopes around the values, as Neon sends and wants them. Public because Moshi builds them.
 */
public final class Wire {
  private Wire() {}

  /** Where a list goes on. */
  public record Pagination(String cursor) {}

  /** Answer with a connection URI. */
  public record Uri(Secret uri) {}
}
