package dev.neonflow.workflows.report;

import dev.neonflow.workflows.StepContext;
import java.util.Set;

/**
 * A place where people read what a run did. An implementation is a record whose components are its
 * configuration; it holds no secret.
 */
public interface Reporter {

  /** One line for plans. */
  String describe();

  /** Puts the report in the place of the last one of the same subject, or makes it. */
  Published publish(RunReport report, StepContext context) throws Exception;

  /**
   * The keys of the reports that this reporter published and that do not say yet that everything is
   * gone. A sweep finds by it the reports of closed pull requests that nothing else is left of.
   *
   * @param prefix what the keys begin with
   * @return nothing where it cannot be told
   */
  default Set<String> standing(String prefix, StepContext context) throws Exception {
    return Set.of();
  }
}
