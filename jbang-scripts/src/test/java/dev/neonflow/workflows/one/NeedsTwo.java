package dev.neonflow.workflows.one;

import dev.neonflow.workflows.two.NeedsOne;

/** Half of a cycle. */
public record NeedsTwo(NeedsOne other) {}
