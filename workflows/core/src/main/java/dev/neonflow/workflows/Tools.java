package dev.neonflow.workflows;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.Neon;
import java.time.Clock;

/** What every run of an entry point works with. */
record Tools(Neon neon, Clock clock, Scheduler scheduler, Secrets secrets) {}
