package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import dev.neonflow.sdk.values.ComputeLimits;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a new endpoint of a project gets if it does not ask for something else. In a request null is
 * not sent. Each method returns a changed copy.
 *
 * @param pgSettings settings of PostgreSQL by name
 * @param autoscalingLimitMinCu least size in compute units
 * @param autoscalingLimitMaxCu greatest size in compute units
 * @param suspendTimeoutSeconds idle time until it is suspended, in seconds: 0 is the default (300),
 *     -1 never
 */
public record DefaultEndpointSettings(
    @Json(name = "pg_settings") @Nullable Map<String, String> pgSettings,
    @Json(name = "autoscaling_limit_min_cu") @Nullable Double autoscalingLimitMinCu,
    @Json(name = "autoscaling_limit_max_cu") @Nullable Double autoscalingLimitMaxCu,
    @Json(name = "suspend_timeout_seconds") @Nullable Long suspendTimeoutSeconds) {
  /** Copies the settings; one without a value is left out. */
  public DefaultEndpointSettings {
    if (pgSettings != null) {
      Map<String, String> copy = new TreeMap<>(pgSettings);
      copy.values().removeIf(Objects::isNull);
      pgSettings = Collections.unmodifiableMap(copy);
    }
  }

  /** Sets nothing yet. */
  public static DefaultEndpointSettings create() {
    return new DefaultEndpointSettings(null, null, null, null);
  }

  /** With these settings of PostgreSQL. */
  public DefaultEndpointSettings pgSettings(Map<String, String> settings) {
    return new DefaultEndpointSettings(
        Checks.present(settings, "pgSettings"),
        autoscalingLimitMinCu,
        autoscalingLimitMaxCu,
        suspendTimeoutSeconds);
  }

  /** Scales between two sizes, in compute units (0.25 is the least). */
  public DefaultEndpointSettings computeUnits(double min, double max) {
    ComputeLimits.requireSizes(min, max);
    return new DefaultEndpointSettings(pgSettings, min, max, suspendTimeoutSeconds);
  }

  /** Suspends after this idle time, a minute to 7 days, in whole seconds. */
  public DefaultEndpointSettings suspendAfter(Duration idle) {
    return suspendTimeout(ComputeLimits.seconds(idle));
  }

  /** Suspends after Neon's default idle time. */
  public DefaultEndpointSettings suspendAfterDefault() {
    return suspendTimeout(ComputeLimits.DEFAULT);
  }

  /** Never suspends. */
  public DefaultEndpointSettings neverSuspend() {
    return suspendTimeout(ComputeLimits.NEVER);
  }

  private DefaultEndpointSettings suspendTimeout(long seconds) {
    return new DefaultEndpointSettings(
        pgSettings, autoscalingLimitMinCu, autoscalingLimitMaxCu, seconds);
  }
}
