package dev.neonflow.workflows;

import java.util.List;

/**
 * Names the steps, migrators, deployers and reporters of an artifact, so that plans with them can
 * be written as JSON and read back. A public class with a public constructor without parameters,
 * found by {@link java.util.ServiceLoader} with the thread's context class loader and this
 * library's own: its name stands in {@code META-INF/services/dev.neonflow.workflows.StepTypes}.
 */
@FunctionalInterface
public interface StepTypes {

  /** The names, one for each record and version. */
  List<StepType> types();
}
