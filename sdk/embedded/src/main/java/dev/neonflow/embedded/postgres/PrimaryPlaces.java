package dev.neonflow.embedded.postgres;

import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The timelines that computes write: each has one compute at most. */
final class PrimaryPlaces implements Places {

  private final OpenComputes computes;
  private final Function<String, ReentrantLock> locks;
  private final Launches launches;

  PrimaryPlaces(OpenComputes computes, Function<String, ReentrantLock> locks, Launches launches) {
    this.computes = computes;
    this.locks = locks;
    this.launches = launches;
  }

  Place of(ComputeSpec spec) {
    String timelineId = spec.timelineId();
    Primary primary =
        new Primary(
            () -> launches.of(spec, launches.require(timelineId), Map.of()),
            () -> computes.follow(timelineId));
    return new Place(spec, primary, locks.apply(timelineId));
  }

  @Override
  public Place moved(BranchCompute compute, ComputeSpec from, String timelineId) {
    ReentrantLock lock = locks.apply(timelineId);
    lock.lock();
    try {
      launches.require(timelineId);
      computes.refuseOpen(timelineId);
      computes.add(timelineId, compute);
      computes.remove(from.timelineId(), compute);
      return of(from.on(timelineId));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void closed(BranchCompute compute, ComputeSpec spec) {
    computes.remove(spec.timelineId(), compute);
  }
}
