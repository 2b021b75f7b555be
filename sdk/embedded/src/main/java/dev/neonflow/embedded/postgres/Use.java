package dev.neonflow.embedded.postgres;

/**
 * How much a compute is used by clients.
 *
 * @param sessions those that are connected now
 * @param total those that ever connected since it was opened
 */
public record Use(int sessions, long total) {}
