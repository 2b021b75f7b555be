package dev.neonflow.embedded.postgres;

import dev.neonflow.embedded.schema.SchemaJson;

/**
 * What is in a database.
 *
 * @param sql the statements that make it again
 * @param json its tables
 */
public record DatabaseSchema(String sql, SchemaJson json) {}
