package dev.neonflow.sdk.one;

import dev.neonflow.sdk.two.NeedsOne;

/** Half of a cycle. */
public record NeedsTwo(NeedsOne other) {}
