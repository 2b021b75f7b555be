package dev.neonflow.embedded.postgres;

/** A database and the role that owns it. */
public record DatabaseRow(String name, String owner) {}
