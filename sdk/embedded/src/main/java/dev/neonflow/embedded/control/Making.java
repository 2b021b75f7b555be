package dev.neonflow.embedded.control;

import org.jspecify.annotations.Nullable;

/**
 * A timeline that is being made. It is recorded before there is any of it, so that the next start
 * removes what a killed server has made of it.
 *
 * @param sourceId the branch that is copied
 * @param branchId the branch that it is for
 * @param preserved what the branch's own data becomes, or absent if it goes
 */
public record Making(
    String timelineId, String sourceId, String branchId, @Nullable Preserved preserved) {

  /** The branch that keeps the data which another one had before its reset. */
  public record Preserved(String branchId, String name) {}
}
