package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.DataPlane;
import dev.neonflow.embedded.postgres.PostgresException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the data that no branch is on. */
final class Leftovers {

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private final Store store;
  private final DataPlane data;

  Leftovers(Store store, DataPlane data) {
    this.store = store;
    this.data = data;
  }

  /** Removes a timeline that is recorded as a leftover. */
  void remove(String timelineId) {
    data.delete(timelineId);
    store.change(state -> state.minusLeftover(timelineId));
  }

  /**
   * Removes what a copy that failed may have left.
   *
   * @return how the state forgets it, or keeps in mind that it could not be removed
   */
  UnaryOperator<State> discard(String timelineId) {
    try {
      data.delete(timelineId);
      return state -> state.minusMaking(timelineId);
    } catch (PostgresException later) {
      LOG.warn("Timeline {} was not removed; it is tried again", timelineId, later);
      return state -> state.minusMaking(timelineId).plusLeftover(timelineId);
    }
  }

  /** Removes what could not be removed so far. */
  void removeAll() {
    for (String timelineId : store.state().leftovers()) {
      try {
        remove(timelineId);
      } catch (PostgresException later) {
        LOG.debug("Timeline {} was not removed", timelineId, later);
      }
    }
  }
}
