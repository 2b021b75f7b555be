package dev.neonflow.sdk.endpoints;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import dev.neonflow.sdk.values.ComputeLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint to be added to a branch that exists. What is not set is not sent: some plans refuse
 * explicit values. Each method returns a changed copy.
 *
 * @param branchId the branch it answers for
 * @param type what it is for
 * @param name a name for people, 1 to 64 characters
 * @param minCu least size in compute units; null leaves it to Neon
 * @param maxCu greatest size in compute units; null leaves it to Neon
 * @param suspendTimeoutSeconds idle time until it is suspended: 0 is the default, -1 never; null
 *     leaves it to Neon
 * @param settings how its PostgreSQL is set up; null leaves it to Neon
 * @param provisioner what runs it; null leaves it to Neon
 * @param regionId where it runs: only the project's region is allowed; null is just that
 * @param disabled whether connections are refused
 * @param passwordlessAccess whether it may be used without a password; Neon does not heed it yet
 */
public record AddEndpoint(
    @Json(name = "branch_id") String branchId,
    EndpointType type,
    @Nullable String name,
    @Json(name = "autoscaling_limit_min_cu") @Nullable Double minCu,
    @Json(name = "autoscaling_limit_max_cu") @Nullable Double maxCu,
    @Json(name = "suspend_timeout_seconds") @Nullable Long suspendTimeoutSeconds,
    @Nullable EndpointSettings settings,
    @Nullable Provisioner provisioner,
    @Json(name = "region_id") @Nullable String regionId,
    @Nullable Boolean disabled,
    @Json(name = "passwordless_access") @Nullable Boolean passwordlessAccess) {
  /** Refuses what cannot be sent. */
  public AddEndpoint {
    Checks.given(branchId, "branchId");
    Checks.present(type, "type");
    Checks.requireText(regionId, "regionId");
    Checks.requireKnown(type, "type");
    Checks.requireKnown(provisioner, "provisioner");
    Checks.requireName(name, 64, "the name of the endpoint");
  }

  /** An endpoint that reads and writes; a branch has at most one. */
  public static AddEndpoint readWrite(String branchId) {
    return of(branchId, EndpointType.READ_WRITE);
  }

  /** An endpoint that only reads; a branch may have several. */
  public static AddEndpoint readOnly(String branchId) {
    return of(branchId, EndpointType.READ_ONLY);
  }

  private static AddEndpoint of(String branchId, EndpointType type) {
    return new AddEndpoint(branchId, type, null, null, null, null, null, null, null, null, null);
  }

  /** With this name. */
  public AddEndpoint name(String name) {
    return with(
        Checks.present(name, "name"), minCu, maxCu, suspendTimeoutSeconds, settings, provisioner);
  }

  /** Scales between two sizes, in compute units (0.25 is the least). */
  public AddEndpoint computeUnits(double min, double max) {
    ComputeLimits.requireSizes(min, max);
    return with(name, min, max, suspendTimeoutSeconds, settings, provisioner);
  }

  /** Suspends after this idle time, a minute to 7 days, in whole seconds. */
  public AddEndpoint suspendAfter(Duration idle) {
    return with(name, minCu, maxCu, ComputeLimits.seconds(idle), settings, provisioner);
  }

  /** Never suspends. */
  public AddEndpoint neverSuspend() {
    return with(name, minCu, maxCu, ComputeLimits.NEVER, settings, provisioner);
  }

  /** Sets its PostgreSQL up like this. */
  public AddEndpoint settings(EndpointSettings setup) {
    return with(
        name, minCu, maxCu, suspendTimeoutSeconds, Checks.present(setup, "settings"), provisioner);
  }

  /** Is run by this. */
  public AddEndpoint provisioner(Provisioner by) {
    return with(
        name, minCu, maxCu, suspendTimeoutSeconds, settings, Checks.present(by, "provisioner"));
  }

  /** Runs in this region. */
  public AddEndpoint regionId(String id) {
    return with(Checks.present(id, "regionId"), disabled, passwordlessAccess);
  }

  /** Refuses connections, or not. */
  public AddEndpoint disabled(boolean refuses) {
    return with(regionId, refuses, passwordlessAccess);
  }

  /** May be used without a password, or not. */
  public AddEndpoint passwordlessAccess(boolean allowed) {
    return with(regionId, disabled, allowed);
  }

  private AddEndpoint with(
      @Nullable String name,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Long suspendTimeout,
      @Nullable EndpointSettings setup,
      @Nullable Provisioner by) {
    return new AddEndpoint(
        branchId,
        type,
        name,
        min,
        max,
        suspendTimeout,
        setup,
        by,
        regionId,
        disabled,
        passwordlessAccess);
  }

  private AddEndpoint with(
      @Nullable String region, @Nullable Boolean refuses, @Nullable Boolean passwordless) {
    return new AddEndpoint(
        branchId,
        type,
        name,
        minCu,
        maxCu,
        suspendTimeoutSeconds,
        settings,
        provisioner,
        region,
        refuses,
        passwordless);
  }
}
