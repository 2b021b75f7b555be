package dev.neonflow.embedded.postgres;

import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The timelines that read replicas follow. */
final class ReplicaPlaces implements Places {

  private final OpenComputes computes;
  private final Function<String, Path> copies;
  private final Launches launches;

  /**
   * Knows of no replica yet.
   *
   * @param copies makes a copy of a timeline that nothing but the replica knows
   */
  ReplicaPlaces(OpenComputes computes, Function<String, Path> copies, Launches launches) {
    this.computes = computes;
    this.copies = copies;
    this.launches = launches;
  }

  Place of(ComputeSpec spec) {
    String timelineId = Names.checkId(spec.timelineId());
    Replica replica =
        new Replica(
            () -> copies.apply(timelineId),
            data -> launches.of(spec, data, Settings.replica()),
            () -> computes.serverPort(timelineId),
            launches.adminPassword(),
            launches.way());
    return new Place(spec, replica, new ReentrantLock());
  }

  @Override
  public Place moved(BranchCompute compute, ComputeSpec from, String timelineId) {
    Place place = of(from.on(timelineId));
    computes.add(place, compute);
    return place;
  }

  @Override
  public void closed(BranchCompute compute, ComputeSpec spec) {
    computes.remove(compute);
  }
}
