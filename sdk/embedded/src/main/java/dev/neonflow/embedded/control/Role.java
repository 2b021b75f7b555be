package dev.neonflow.embedded.control;

import java.time.Instant;

/** A role of a branch; its password lies elsewhere. */
public record Role(String name, Instant createdAt, Instant updatedAt) {}
