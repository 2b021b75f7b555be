package dev.neonflow.sdk.endpoints;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import dev.neonflow.sdk.values.ComputeLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint to be made together with a branch; {@link AddEndpoint} is for a branch that exists.
 * What is not set is not sent: some plans refuse explicit values. Each method returns a changed
 * copy.
 *
 * @param type what it is for
 * @param minCu least size in compute units; null leaves it to Neon
 * @param maxCu greatest size in compute units; null leaves it to Neon
 * @param suspendTimeoutSeconds idle time until it is suspended: 0 is the default, -1 never; null
 *     leaves it to Neon
 * @param settings how its PostgreSQL is set up; null leaves it to Neon
 * @param provisioner what runs it; null leaves it to Neon
 */
public record CreateEndpoint(
    EndpointType type,
    @Json(name = "autoscaling_limit_min_cu") @Nullable Double minCu,
    @Json(name = "autoscaling_limit_max_cu") @Nullable Double maxCu,
    @Json(name = "suspend_timeout_seconds") @Nullable Long suspendTimeoutSeconds,
    @Nullable EndpointSettings settings,
    @Nullable Provisioner provisioner) {
  /** Refuses what cannot be sent. */
  public CreateEndpoint {
    Checks.requireKnown(Checks.present(type, "type"), "type");
    Checks.requireKnown(provisioner, "provisioner");
  }

  /** An endpoint that reads and writes. */
  public static CreateEndpoint readWrite() {
    return new CreateEndpoint(EndpointType.READ_WRITE, null, null, null, null, null);
  }

  /** An endpoint that only reads. */
  public static CreateEndpoint readOnly() {
    return new CreateEndpoint(EndpointType.READ_ONLY, null, null, null, null, null);
  }

  /** Scales between two sizes, in compute units (0.25 is the least). */
  public CreateEndpoint computeUnits(double min, double max) {
    ComputeLimits.requireSizes(min, max);
    return new CreateEndpoint(type, min, max, suspendTimeoutSeconds, settings, provisioner);
  }

  /** Suspends after this idle time, a minute to 7 days, in whole seconds. */
  public CreateEndpoint suspendAfter(Duration idle) {
    return suspendTimeout(ComputeLimits.seconds(idle));
  }

  /** Never suspends. */
  public CreateEndpoint neverSuspend() {
    return suspendTimeout(ComputeLimits.NEVER);
  }

  /** Sets its PostgreSQL up like this. */
  public CreateEndpoint settings(EndpointSettings setup) {
    return new CreateEndpoint(
        type, minCu, maxCu, suspendTimeoutSeconds, Checks.present(setup, "settings"), provisioner);
  }

  /** Is run by this. */
  public CreateEndpoint provisioner(Provisioner by) {
    return new CreateEndpoint(
        type, minCu, maxCu, suspendTimeoutSeconds, settings, Checks.present(by, "provisioner"));
  }

  private CreateEndpoint suspendTimeout(long seconds) {
    return new CreateEndpoint(type, minCu, maxCu, seconds, settings, provisioner);
  }
}
