package dev.neonflow.sdk.endpoints;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint to be made together with a branch. What is not set is not sent: some plans refuse
 * explicit values.
 *
 * @param type what it is for
 * @param minCu least size in compute units; null leaves it to Neon
 * @param maxCu greatest size in compute units; null leaves it to Neon
 * @param suspendTimeoutSeconds idle time until it is suspended, -1 never; null leaves it to Neon
 */
public record CreateEndpoint(
    EndpointType type,
    @Nullable Double minCu,
    @Nullable Double maxCu,
    @Nullable Long suspendTimeoutSeconds) {

  /** Refuses what cannot be sent. */
  public CreateEndpoint {
    if (type == EndpointType.UNKNOWN) {
      throw new IllegalArgumentException("type UNKNOWN cannot be asked for");
    }
  }

  /** An endpoint that reads and writes. */
  public static CreateEndpoint readWrite() {
    return new CreateEndpoint(EndpointType.READ_WRITE, null, null, null);
  }

  /** An endpoint that only reads. */
  public static CreateEndpoint readOnly() {
    return new CreateEndpoint(EndpointType.READ_ONLY, null, null, null);
  }

  /** Scales between two sizes, in compute units (0.25 is the least). */
  public CreateEndpoint computeUnits(double min, double max) {
    if (!(min > 0) || max < min) {
      throw new IllegalArgumentException("compute units " + min + " to " + max);
    }
    return new CreateEndpoint(type, min, max, suspendTimeoutSeconds);
  }

  /** Suspends after this idle time, in whole seconds. */
  public CreateEndpoint suspendAfter(Duration idle) {
    if (idle.toSeconds() <= 0) {
      throw new IllegalArgumentException("suspend after " + idle + ": needs at least a second");
    }
    return new CreateEndpoint(type, minCu, maxCu, idle.toSeconds());
  }

  /** Never suspends. */
  public CreateEndpoint neverSuspend() {
    return new CreateEndpoint(type, minCu, maxCu, -1L);
  }
}
