package dev.neonflow.workflows.contract;

import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import dev.neonflow.workflows.report.RunReport;

/**
 * Tells a scene.
 *
 * @param scene which one
 */
public record Telling(String scene) implements Reporter {

  @Override
  public String describe() {
    return "a scene";
  }

  @Override
  public Published publish(RunReport report, StepContext context) throws Exception {
    Scene.named(scene).report(report, context);
    return new Published("scene", true);
  }
}
