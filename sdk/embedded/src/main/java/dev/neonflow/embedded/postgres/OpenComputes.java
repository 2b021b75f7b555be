package dev.neonflow.embedded.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The computes whose ports are open: at most one that writes for each timeline, and replicas. */
final class OpenComputes {

  private static final Duration HIDDEN = Duration.ofMinutes(1);

  private final Map<String, BranchCompute> primaries = new ConcurrentHashMap<>();
  private final Map<BranchCompute, Follower> followers = new ConcurrentHashMap<>();

  private record Follower(String timelineId, Server replica) {}

  void add(String timelineId, BranchCompute primary) {
    primaries.put(timelineId, primary);
  }

  void remove(String timelineId, BranchCompute primary) {
    primaries.remove(timelineId, primary);
  }

  void add(Place place, BranchCompute replica) {
    followers.put(replica, new Follower(place.spec().timelineId(), place.server()));
  }

  void remove(BranchCompute replica) {
    followers.remove(replica);
  }

  @Nullable BranchCompute primary(String timelineId) {
    return primaries.get(timelineId);
  }

  /** The port of the process that writes a timeline, or 0 while there is none. */
  int serverPort(String timelineId) {
    BranchCompute primary = primaries.get(timelineId);
    return primary == null ? 0 : primary.serverPort();
  }

  /** Lets the replicas of a timeline follow the process that writes it now. */
  void follow(String timelineId) {
    followers.values().stream()
        .filter(follower -> follower.timelineId().equals(timelineId))
        .forEach(follower -> follower.replica().started());
  }

  /**
   * Waits for the end of a hidden compute, which comes soon and is no reason to refuse anything.
   *
   * @return whether there is none any more
   */
  boolean awaitHidden(String timelineId) {
    return Pause.until(() -> !hidden(timelineId), HIDDEN);
  }

  boolean hidden(String timelineId) {
    BranchCompute primary = primaries.get(timelineId);
    return primary != null && primary.hidden();
  }

  void refuseOpen(String timelineId) {
    if (primaries.containsKey(timelineId)) {
      throw new PostgresException(
          "Timeline " + timelineId + " has an open compute; close it first", null);
    }
  }

  void close() {
    List<BranchCompute> all = new ArrayList<>(primaries.values());
    all.addAll(followers.keySet());
    all.parallelStream().forEach(BranchCompute::close);
  }
}
