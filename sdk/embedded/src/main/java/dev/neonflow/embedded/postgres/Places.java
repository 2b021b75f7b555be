package dev.neonflow.embedded.postgres;

/** Who knows which compute is on which timeline. */
interface Places {

  /** Puts the compute, which is not running, on another timeline than the one it was on. */
  Place moved(BranchCompute compute, ComputeSpec from, String timelineId);

  /** The compute is not needed any more. */
  void closed(BranchCompute compute, ComputeSpec spec);
}
