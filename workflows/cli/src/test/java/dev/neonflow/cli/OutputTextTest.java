package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchRef.Origin;
import dev.neonflow.workflows.migrate.MigrationReport;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutputTextTest {

  @Test
  void branch_saysWhatWasDone_andWhyWhereThatIsNotUsual() {
    assertEquals("created preview/pr-1 from main", text(Origin.CREATED, "new"));
    assertEquals("kept preview/pr-1 from main", text(Origin.REUSED, "reused: ours"));
    assertEquals(
        "kept preview/pr-1 from main (--parent b has no effect on it)",
        text(Origin.REUSED, "reused: ours; --parent b has no effect on it"));
    assertEquals(
        "reset preview/pr-1 from main (reset: V2__x.sql was changed after it was applied)",
        text(Origin.RESET, "reset: V2__x.sql was changed after it was applied"));
    assertEquals(
        "made anew preview/pr-1 from main (made anew: every run asks for it)",
        text(Origin.RECREATED, "made anew: every run asks for it"));
  }

  @Test
  void manyMigrations_areNotAllNamed() {
    List<MigrationReport.Applied> applied =
        IntStream.rangeClosed(1, 12)
            .mapToObj(i -> new MigrationReport.Applied("V" + i, "", null))
            .toList();
    MigrationReport report = new MigrationReport("django", applied, null, null, Duration.ZERO);
    assertEquals(
        "django: applied V1, V2, V3, V4, V5, V6, V7, V8, V9, V10 and 2 more",
        OutputText.of(report));
  }

  private static String text(Origin origin, String reason) {
    return OutputText.of(
        new BranchRef(
            "br-a-1", "preview/pr-1", origin, "main", null, "h", "neondb", "me", null, reason));
  }
}
