package dev.neonflow.workflows.samples;

import io.temporal.client.WorkflowClient;

/** What must not be: workflows that know on which engine they run. */
public interface UsesTemporal {
  /** Breaks the arrow. */
  WorkflowClient client();
}
