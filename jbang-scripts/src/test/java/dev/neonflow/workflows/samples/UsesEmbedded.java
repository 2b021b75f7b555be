package dev.neonflow.workflows.samples;

import dev.neonflow.embedded.EmbeddedNeon;

/** Breaks an arrow. */
public record UsesEmbedded(EmbeddedNeon neon) {}
