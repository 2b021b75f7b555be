package dev.neonflow.embedded.control;

import dev.neonflow.embedded.control.Endpoint.Settings;
import java.util.Optional;

/** Settings of a compute that are asked for; what is absent stays as it is. */
public record EndpointSettings(
    Optional<Double> minCu, Optional<Double> maxCu, Optional<Integer> suspendTimeoutSeconds) {

  /** Nothing is asked for. */
  public static final EndpointSettings UNCHANGED =
      new EndpointSettings(Optional.empty(), Optional.empty(), Optional.empty());

  private static final double LEAST_CU = 0.25;
  private static final int LEAST_SUSPEND_SECONDS = 60;
  private static final int MOST_SUSPEND_SECONDS = 604_800;

  /** The settings with these changes; refuses what makes no sense. */
  Settings over(Settings base) {
    double least = minCu.orElse(base.minCu());
    double most = maxCu.orElse(Math.max(least, base.maxCu()));
    if (minCu.isEmpty() && most < least) {
      least = most;
    }
    if (least < LEAST_CU || most < least) {
      throw Refusal.invalid(
          "autoscaling limits must be at least " + LEAST_CU + " and in ascending order");
    }
    int suspend = suspendTimeoutSeconds.orElse(base.suspendTimeoutSeconds());
    boolean special = suspend == 0 || suspend == -1;
    if (!special && (suspend < LEAST_SUSPEND_SECONDS || suspend > MOST_SUSPEND_SECONDS)) {
      throw Refusal.invalid("suspend_timeout_seconds must be -1, 0, or between 60 and 604800");
    }
    return new Settings(least, most, suspend, base.other());
  }
}
