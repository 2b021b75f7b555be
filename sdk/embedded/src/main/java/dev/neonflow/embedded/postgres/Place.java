package dev.neonflow.embedded.postgres;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Where a compute's data is, and what serves it.
 *
 * @param lock held while the timeline's data must not change hands: at start, stop and copy
 */
record Place(ComputeSpec spec, Server server, ReentrantLock lock) {}
