package dev.neonflow.workflows.temporal;

/** What a step of these tests puts out. */
public record Seen(String text) {}
