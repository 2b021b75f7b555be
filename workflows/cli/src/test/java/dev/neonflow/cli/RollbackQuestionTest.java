package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.ProductionWorkflow;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.migrate.CommandMigrator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class RollbackQuestionTest {

  @TempDir Path directory;

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void question_comesAfterWhatIsLostAndOnlyYesGoesOn() {
    try (EmbeddedNeon embedded = EmbeddedNeon.start();
        Neon neon =
            Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build()) {
      Neonflow neonflow =
          Neonflow.builder(neon)
              .projectId(embedded.projectId())
              .directory(directory)
              .environment(name -> null)
              .migrator(CommandMigrator.shell("true"))
              .build();
      String point = point(neonflow);
      ProductionWorkflow back = neonflow.production().rollback();
      for (String no : new String[] {"n", "", "yesterday", null}) {
        WorkflowCancelledException refused =
            assertThrows(WorkflowCancelledException.class, () -> asked(back, no));
        assertEquals(ExitCodes.INTERRUPTED, ExitCodes.of(refused));
      }
      for (String yes : new String[] {"y", " YES "}) {
        String said = asked(back, yes);
        assertTrue(said.contains("going back to " + point + " loses"), said);
        assertTrue(said.endsWith("Go back? [y/N] "), said);
      }
      ProductionRollbackOptions options = new ProductionRollbackOptions();
      String[] newer = new String[1];
      Terminal silent =
          new Terminal(
              new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
              Terminal.Style.PLAIN,
              false);
      options.confirm(
          silent,
          options.chosen(neonflow.production()),
          () -> {
            newer[0] = point(neonflow);
            return "y";
          });
      assertNotEquals(point, newer[0]);
      String confirmed = options.chosen(neonflow.production()).dryRun().toText();
      assertTrue(confirmed.contains("going back to " + point + " loses"), confirmed);

      ProductionWorkflow confirmedOne = options.chosen(neonflow.production());
      confirmedOne.run();
      options.confirm(silent, confirmedOne, () -> fail("asked although there is nothing to do"));
    }
  }

  private static String point(Neonflow neonflow) {
    return neonflow
        .production()
        .restorePoint()
        .migrate()
        .run()
        .get(ProductionWorkflow.RESTORE_POINT)
        .name();
  }

  private static String asked(ProductionWorkflow workflow, String answer) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(stream, Terminal.Style.PLAIN, false);
    new ProductionRollbackOptions().confirm(terminal, workflow, () -> answer);
    return err.toString(StandardCharsets.UTF_8);
  }
}
