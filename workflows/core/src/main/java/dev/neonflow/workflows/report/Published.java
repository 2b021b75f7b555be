package dev.neonflow.workflows.report;

import dev.neonflow.workflows.Key;
import org.jspecify.annotations.Nullable;

/**
 * Where a report is.
 *
 * @param location a URL or a file, or {@code nowhere}
 * @param created whether it is new; false if an earlier one was replaced
 * @param note what is not as it was asked for, and why; null if all is
 */
public record Published(String location, boolean created, @Nullable String note) {

  /** The output of a comment step. */
  public static final Key<Published> KEY = new Key<>("comment", Published.class);

  private static final String NOWHERE = "nowhere";

  /** As it was asked for. */
  public Published(String location, boolean created) {
    this(location, created, null);
  }

  /**
   * A report that nobody can read.
   *
   * @param why for people, or null if that is as it should be
   */
  public static Published nowhere(@Nullable String why) {
    return new Published(NOWHERE, false, why);
  }

  /** Whether somebody can read it. */
  public boolean isSomewhere() {
    return !location.equals(NOWHERE);
  }

  /** The same, of which there is something to say. */
  public Published noting(@Nullable String what) {
    return new Published(location, created, what);
  }
}
