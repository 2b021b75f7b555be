package dev.neonflow.workflows.temporal;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The one workflow that Temporal knows of: it runs any plan. */
@WorkflowInterface
public interface PlanWorkflow {

  /** Its name on the server. */
  String TYPE = "Neonflow";

  /** What ends a run: unlike the server's own cancellation, it leaves the run a result. */
  String CANCEL = "cancel";

  /** What a run is asked for while it goes on. */
  String PROGRESS = "progress";

  /**
   * Runs a plan.
   *
   * @param request what {@link TemporalEngine} sent, as JSON
   * @return the {@link dev.neonflow.workflows.RunLog} as JSON; a run that failed or was cancelled
   *     ends as a failure that has it as its detail
   */
  @WorkflowMethod(name = TYPE)
  String run(String request);

  /**
   * Ends the run: no further step starts, the running one is told, the report is made.
   *
   * @param reason for people
   */
  @SignalMethod(name = CANCEL)
  void cancel(String reason);

  /** How far the run is, as JSON. */
  @QueryMethod(name = PROGRESS)
  String progress();
}
