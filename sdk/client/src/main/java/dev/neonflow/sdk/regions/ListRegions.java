package dev.neonflow.sdk.regions;

import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Which regions to list.
 *
 * @param orgId whom they have to be open to; null is anybody
 */
public record ListRegions(@Nullable String orgId) {

  /** Refuses an empty id. */
  public ListRegions {
    Checks.requireText(orgId, "orgId");
  }

  /** All regions, also those that are not open to every organization. */
  public static ListRegions all() {
    return new ListRegions(null);
  }

  /** Only those where this organization can have projects. */
  public ListRegions orgId(String id) {
    return new ListRegions(Checks.present(id, "orgId"));
  }
}
