package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.consumption.LegacyProjectConsumption;
import dev.neonflow.sdk.consumption.ProjectConsumption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The envelopes around consumption. Public because Moshi builds them. */
public final class ConsumptionWire {
  private ConsumptionWire() {}

  /** Answer of the list. */
  public record Projects(List<ProjectConsumption> projects, Wire.@Nullable Pagination pagination) {}

  /** Answer of the list in the terms of the plans of old. */
  public record LegacyProjects(
      List<LegacyProjectConsumption> projects, Wire.@Nullable Pagination pagination) {}
}
