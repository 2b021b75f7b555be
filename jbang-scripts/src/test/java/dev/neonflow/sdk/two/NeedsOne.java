package dev.neonflow.sdk.two;

import dev.neonflow.sdk.one.NeedsTwo;

/** The other half. */
public record NeedsOne(NeedsTwo other) {}
