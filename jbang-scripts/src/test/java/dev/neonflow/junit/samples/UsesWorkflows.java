package dev.neonflow.junit.samples;

import dev.neonflow.workflows.Neonflow;

/** Breaks an arrow. */
public record UsesWorkflows(Neonflow neonflow) {}
