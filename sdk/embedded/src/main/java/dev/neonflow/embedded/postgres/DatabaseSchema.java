package dev.neonflow.embedded.postgres;

/**
 * What is in a database.
 *
 * @param sql the statements that make it again
 * @param tables the tables with their columns and keys, as a JSON array
 */
public record DatabaseSchema(String sql, String tables) {}
