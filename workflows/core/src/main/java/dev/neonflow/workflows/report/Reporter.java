package dev.neonflow.workflows.report;

import dev.neonflow.workflows.StepContext;

/**
 * A place where people read what a run did. An implementation is a record whose components are its
 * configuration; it holds no secret.
 */
public interface Reporter {

  /** One line for plans. */
  String describe();

  /** Puts the report in the place of the last one of the same subject, or makes it. */
  Published publish(RunReport report, StepContext context) throws Exception;
}
