package dev.neonflow.workflows.temporal;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The one workflow that Temporal knows of: it runs any plan. */
@WorkflowInterface
interface PlanWorkflow {

  /** Its name on the server. */
  String TYPE = "Neonflow";

  /** What a run is asked for while it goes on. */
  String PROGRESS = "progress";

  /**
   * Runs a plan.
   *
   * @param request a {@link RunRequest} as JSON
   * @return the {@link dev.neonflow.workflows.RunLog} as JSON; a run that failed or was cancelled
   *     ends as a failure that has it as its detail
   */
  @WorkflowMethod(name = TYPE)
  String run(String request);

  /** A {@link RunProgress} as JSON. */
  @QueryMethod(name = PROGRESS)
  String progress();
}
