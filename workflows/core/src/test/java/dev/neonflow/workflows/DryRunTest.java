package dev.neonflow.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {

  @TempDir Path directory;

  @Test
  void furtherLines_standBelowTheText_whereNobodyTakesThemForSteps() {
    try (Neon neon = Neon.builder(Secret.of("key")).build()) {
      Plan plan =
          Neonflow.builder(neon)
              .projectId("calm-sea-1")
              .directory(directory)
              .environment(name -> null)
              .build()
              .preview()
              .named("demo")
              .plan();
      List<DryRun.Line> lines =
          List.of(
              new DryRun.Line("rollback-loss", "loses two things:\n  a row\n  a table"),
              new DryRun.Line("restore", "goes back"));
      assertEquals(
          """
            rollback-loss  loses two things:
                             a row
                             a table
            restore        goes back\
          """,
          new DryRun(plan, lines).toText().lines().skip(1).reduce((a, b) -> a + "\n" + b).get());
    }
  }
}
