package dev.neonflow.sdk.endpoints;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import dev.neonflow.sdk.values.ComputeLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A change of an endpoint: only what is set changes. Each method returns a changed copy.
 *
 * @param name the new name, 1 to 64 characters; null keeps the old
 * @param minCu new least size in compute units; null keeps the old
 * @param maxCu new greatest size in compute units; null keeps the old
 * @param suspendTimeoutSeconds new idle time until it is suspended: 0 is the default, -1 never;
 *     null keeps the old
 * @param settings how its PostgreSQL is set up from now on; null keeps the old settings
 * @param provisioner what runs it from now on; null keeps the old
 * @param disabled whether connections are refused; null keeps it as it is
 * @param passwordlessAccess whether it may be used without a password; Neon does not heed it yet
 */
public record UpdateEndpoint(
    @Nullable String name,
    @Json(name = "autoscaling_limit_min_cu") @Nullable Double minCu,
    @Json(name = "autoscaling_limit_max_cu") @Nullable Double maxCu,
    @Json(name = "suspend_timeout_seconds") @Nullable Long suspendTimeoutSeconds,
    @Nullable EndpointSettings settings,
    @Nullable Provisioner provisioner,
    @Nullable Boolean disabled,
    @Json(name = "passwordless_access") @Nullable Boolean passwordlessAccess) {
  /** Refuses what cannot be sent. */
  public UpdateEndpoint {
    Checks.requireName(name, 64, "the name of the endpoint");
    Checks.requireKnown(provisioner, "provisioner");
  }

  /** Changes nothing yet. */
  public static UpdateEndpoint create() {
    return new UpdateEndpoint(null, null, null, null, null, null, null, null);
  }

  /** Renames it. */
  public UpdateEndpoint name(String name) {
    return with(Checks.present(name, "name"), minCu, maxCu, suspendTimeoutSeconds);
  }

  /** Scales between two sizes, in compute units (0.25 is the least). */
  public UpdateEndpoint computeUnits(double min, double max) {
    ComputeLimits.requireSizes(min, max);
    return with(name, min, max, suspendTimeoutSeconds);
  }

  /** Suspends after this idle time, a minute to 7 days, in whole seconds. */
  public UpdateEndpoint suspendAfter(Duration idle) {
    return with(name, minCu, maxCu, ComputeLimits.seconds(idle));
  }

  /** Suspends after Neon's default idle time. */
  public UpdateEndpoint suspendAfterDefault() {
    return with(name, minCu, maxCu, ComputeLimits.DEFAULT);
  }

  /** Never suspends. */
  public UpdateEndpoint neverSuspend() {
    return with(name, minCu, maxCu, ComputeLimits.NEVER);
  }

  /** Sets its PostgreSQL up like this. */
  public UpdateEndpoint settings(EndpointSettings setup) {
    return with(Checks.present(setup, "settings"), provisioner, disabled, passwordlessAccess);
  }

  /** Is run by this. */
  public UpdateEndpoint provisioner(Provisioner by) {
    return with(settings, Checks.present(by, "provisioner"), disabled, passwordlessAccess);
  }

  /** Refuses connections and suspends it, or no longer does. */
  public UpdateEndpoint disabled(boolean refuses) {
    return with(settings, provisioner, refuses, passwordlessAccess);
  }

  /** May be used without a password, or not. */
  public UpdateEndpoint passwordlessAccess(boolean allowed) {
    return with(settings, provisioner, disabled, allowed);
  }

  private UpdateEndpoint with(
      @Nullable String name,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Long suspendTimeout) {
    return new UpdateEndpoint(
        name, min, max, suspendTimeout, settings, provisioner, disabled, passwordlessAccess);
  }

  private UpdateEndpoint with(
      @Nullable EndpointSettings setup,
      @Nullable Provisioner by,
      @Nullable Boolean refuses,
      @Nullable Boolean passwordless) {
    return new UpdateEndpoint(
        name, minCu, maxCu, suspendTimeoutSeconds, setup, by, refuses, passwordless);
  }
}
