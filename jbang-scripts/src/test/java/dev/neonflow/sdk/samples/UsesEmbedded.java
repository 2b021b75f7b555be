package dev.neonflow.sdk.samples;

import dev.neonflow.embedded.EmbeddedNeon;

/** Breaks an arrow. */
public record UsesEmbedded(EmbeddedNeon neon) {}
