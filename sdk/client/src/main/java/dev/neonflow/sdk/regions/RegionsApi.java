package dev.neonflow.sdk.regions;

import java.util.List;

/** The regions of Neon. Thread-safe. */
public interface RegionsApi {

  /**
   * The regions in use. Name the organization to see only those it can choose.
   *
   * @throws dev.neonflow.sdk.error.NeonException if Neon does not answer, or refuses
   * @see <a href="https://api-docs.neon.tech/reference/getactiveregions">getActiveRegions</a>
   */
  List<Region> list(ListRegions query);
}
