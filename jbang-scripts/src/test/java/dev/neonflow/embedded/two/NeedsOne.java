package dev.neonflow.embedded.two;

import dev.neonflow.embedded.one.NeedsTwo;

/** The other half. */
public record NeedsOne(NeedsTwo other) {}
