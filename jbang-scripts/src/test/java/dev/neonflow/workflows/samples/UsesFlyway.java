package dev.neonflow.workflows.samples;

import org.flywaydb.core.Flyway;

/** Breaks an arrow. */
public record UsesFlyway(Flyway flyway) {}
