package dev.neonflow.workflows.samples;

import liquibase.database.Database;

/** Breaks an arrow. */
public record UsesLiquibase(Database database) {}
