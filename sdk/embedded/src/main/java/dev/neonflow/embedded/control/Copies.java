package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.DataPlane;
import dev.neonflow.embedded.postgres.NoRoomException;

/** Copies timelines; deleted branches make room. */
final class Copies {

  private final DataPlane data;
  private final DeletedBranches deleted;

  Copies(DataPlane data, DeletedBranches deleted) {
    this.data = data;
    this.deleted = deleted;
  }

  /**
   * Copies a timeline.
   *
   * @return the position that the copy stands for
   */
  String copy(String sourceId, String timelineId) {
    while (true) {
      try {
        return data.copy(sourceId, timelineId);
      } catch (NoRoomException full) {
        if (!deleted.purgeOldest()) {
          throw full;
        }
      }
    }
  }
}
