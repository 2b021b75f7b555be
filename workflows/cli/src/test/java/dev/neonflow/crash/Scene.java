package dev.neonflow.crash;

import dev.neonflow.sdk.Neon;
import dev.neonflow.workflows.Neonflow;

/** What a scenario works with. */
record Scene(Neon neon, Neonflow neonflow, Workspace workspace) {}
