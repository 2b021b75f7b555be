package dev.neonflow.workflows.internal;

import java.time.Clock;

/** Breaks a rule. */
public record InterpreterWithAClock(Clock clock) {}
