package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.neonflow.sdk.Neon;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.migrate.CommandMigrator;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;
import dev.neonflow.workflows.migrate.rehearsal.RehearseStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputsTest {

  @Test
  void rehearsal_isHandedOnWithWhatItMeasured() {
    RehearsalReport measured =
        new RehearsalReport(
            "flyway", "rehearsal/a", List.of(), 3, true, Duration.ofMillis(1500), null);
    Plan plan;
    try (Neon nowhere = NotStarted.client()) {
      plan =
          Neonflow.builder(nowhere)
              .projectId("p")
              .build()
              .production()
              .rehearse()
              .migrate(CommandMigrator.of("true"))
              .plan();
    }
    String step =
        plan.steps().stream()
            .filter(planned -> planned.step() instanceof RehearseStep)
            .findFirst()
            .orElseThrow()
            .id();
    WorkflowResult result =
        new WorkflowResult(
            WorkflowStatus.SUCCEEDED,
            new RunId("run-1"),
            plan.subject(),
            plan,
            List.of(new StepOutcome.Succeeded<>(step, measured, Duration.ofSeconds(2))),
            Duration.ofSeconds(2));
    Map<?, ?> rehearsal =
        assertInstanceOf(
            Map.class, new Outputs(false, secret -> {}).of(result, null).get("rehearsal"));
    assertEquals(1500L, rehearsal.get("took_ms"));
    assertEquals(3, rehearsal.get("omitted"));
  }
}
