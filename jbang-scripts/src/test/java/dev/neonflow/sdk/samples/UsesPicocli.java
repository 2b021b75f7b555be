package dev.neonflow.sdk.samples;

import picocli.CommandLine;

/** Breaks an arrow. */
public record UsesPicocli(CommandLine options) {}
