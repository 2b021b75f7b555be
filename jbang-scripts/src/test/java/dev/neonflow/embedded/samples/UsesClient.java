package dev.neonflow.embedded.samples;

import dev.neonflow.sdk.Neon;

/** Breaks an arrow. */
public record UsesClient(Neon neon) {}
