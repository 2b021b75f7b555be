package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.ReportFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.report.FileReporter;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import dev.neonflow.workflows.report.Reports;
import dev.neonflow.workflows.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlsoInFileTest {
  @TempDir Path directory;

  /** A place that takes a report or refuses it. */
  record Place(boolean open) implements Reporter {
    @Override
    public String describe() {
      return "a place";
    }

    @Override
    public Published publish(RunReport report, StepContext context) {
      if (!open) {
        throw new ReportFailedException("refused", "ask again", null);
      }
      return new Published("place", true);
    }
  }

  private Published publish(Place place, Path file) throws Exception {
    return new AlsoInFile(place, FileReporter.to(file))
        .publish(Reports.succeeded(42, "x"), FakeContext.forCommit("c1"));
  }

  private Path unwritable() throws IOException {
    return Files.writeString(directory.resolve("file"), "").resolve("report.md");
  }

  @Test
  void placeThatRefuses_theFileHasItAllTheSame() throws Exception {
    Path file = directory.resolve("report.md");
    ReportFailedException failed =
        assertThrows(ReportFailedException.class, () -> publish(new Place(false), file));
    assertEquals("refused", failed.getMessage());
    assertEquals(0, failed.getSuppressed().length);
    assertTrue(Files.readString(file).contains("pr-42"));
  }

  @Test
  void unwritableFile_failsAfterThePlaceHasIt() throws Exception {
    Path file = unwritable();
    ReportFailedException failed =
        assertThrows(ReportFailedException.class, () -> publish(new Place(true), file));
    assertTrue(failed.getMessage().contains("could not be written"), failed.getMessage());
  }

  @Test
  void neitherTakesIt_bothAreSaid() throws Exception {
    Path file = unwritable();
    ReportFailedException failed =
        assertThrows(ReportFailedException.class, () -> publish(new Place(false), file));
    assertEquals("refused", failed.getMessage());
    assertEquals(1, failed.getSuppressed().length);
    assertTrue(failed.getSuppressed()[0].getMessage().contains("could not be written"));
  }
}
