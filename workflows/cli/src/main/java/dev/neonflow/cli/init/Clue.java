package dev.neonflow.cli.init;

/**
 * What was found out about a repository.
 *
 * @param value what it is
 * @param why how it is known, for people
 */
public record Clue<T>(T value, String why) {}
