package dev.neonflow.workflows.report;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;

/**
 * Tells people what the run did, after success, failure and cancellation.
 *
 * @param reporter where they read it
 */
public record CommentStep(Reporter reporter) implements Step<Published> {
  @Override
  public Key<Published> output() {
    return Published.KEY;
  }

  @Override
  public Runs runs() {
    return Runs.REPORT;
  }

  @Override
  public String describe() {
    return "report to " + reporter.describe();
  }

  @Override
  public Published run(StepContext context) throws Exception {
    return reporter.publish(context.report(), context);
  }
}
