package dev.neonflow.workflows.two;

import dev.neonflow.workflows.one.NeedsTwo;

/** The other half. */
public record NeedsOne(NeedsTwo other) {}
