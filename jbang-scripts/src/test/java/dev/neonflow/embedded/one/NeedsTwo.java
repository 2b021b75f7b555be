package dev.neonflow.embedded.one;

import dev.neonflow.embedded.two.NeedsOne;

/** Half of a cycle. */
public record NeedsTwo(NeedsOne other) {}
