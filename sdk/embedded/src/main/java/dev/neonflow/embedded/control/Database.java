package dev.neonflow.embedded.control;

import java.time.Instant;

/** A database of a branch. A child's copy keeps the id and the time of its parent's. */
public record Database(long id, String name, String owner, Instant createdAt) {}
