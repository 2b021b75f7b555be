package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.endpoints.CreateEndpoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The size of a branch's compute. What is not given is left to Neon: some plans refuse explicit
 * values.
 *
 * @param minUnits least size in compute units, or null
 * @param maxUnits greatest size in compute units, or null
 * @param suspendAfter idle time until it is suspended, or null
 */
public record Compute(
    @Nullable Double minUnits, @Nullable Double maxUnits, @Nullable Duration suspendAfter) {

  /** Scales between two sizes. */
  public static Compute units(double min, double max) {
    return new Compute(min, max, null);
  }

  /** Neon's own size, suspended after this idle time. */
  public static Compute suspendedAfter(Duration idle) {
    return new Compute(null, null, idle);
  }

  /** The same, suspended after this idle time. */
  public Compute suspendAfter(Duration idle) {
    return new Compute(minUnits, maxUnits, idle);
  }

  CreateEndpoint endpoint() {
    CreateEndpoint endpoint = CreateEndpoint.readWrite();
    if (minUnits != null && maxUnits != null) {
      endpoint = endpoint.computeUnits(minUnits, maxUnits);
    }
    return suspendAfter == null ? endpoint : endpoint.suspendAfter(suspendAfter);
  }
}
