package dev.neonflow.workflows.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.ReportFailedException;
import dev.neonflow.workflows.WorkflowStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileReporterTest {
  @TempDir Path dir;

  private Path file() {
    return dir.resolve("reports/report.md");
  }

  private Published publish(int pullRequest, String description) {
    return FileReporter.to(file())
        .publish(Reports.succeeded(pullRequest, description), FakeContext.forCommit("c1"));
  }

  @Test
  void sameKey_replacedInPlace_othersKept() throws Exception {
    assertTrue(publish(1, "first one").created());
    assertTrue(publish(12, "other").created());
    Files.writeString(file(), "Notes\n" + Files.readString(file()) + "More notes\n");
    assertFalse(publish(1, "second one").created());
    String text = Files.readString(file());
    assertFalse(text.contains("first one"), text);
    assertTrue(text.startsWith("Notes\n<!-- neonflow:preview/silent-hall-1/acme/shop/pr-1 -->\n"));
    assertTrue(text.indexOf("second one") < text.indexOf("other"), text);
    assertTrue(text.endsWith("More notes\n"), text);
    publish(1, "second one");
    assertEquals(text, Files.readString(file()));
  }

  @Test
  void endMarkerLost_nextReportKept() throws Exception {
    publish(1, "first");
    publish(2, "other");
    String end = "<!-- /neonflow:preview/silent-hall-1/acme/shop/pr-1 -->\n";
    Files.writeString(file(), Files.readString(file()).replace(end, ""));
    publish(1, "second");
    String text = Files.readString(file());
    assertFalse(text.contains("first"), text);
    assertTrue(text.contains("other"), text);
    assertTrue(text.contains(end), text);
  }

  @Test
  void standing_namesWhatDoesNotSayThatAllIsGone() throws Exception {
    FileReporter reporter = FileReporter.to(file());
    FakeContext context = FakeContext.forCommit("c1");
    String prefix = "preview/silent-hall-1/acme/shop/";
    assertEquals(Set.of(), reporter.standing(prefix, context));
    publish(1, "first");
    publish(12, "other");
    assertEquals(Set.of(prefix + "pr-1", prefix + "pr-12"), reporter.standing(prefix, context));
    assertEquals(Set.of(), reporter.standing("preview/silent-hall-1/acme/shopping/", context));
    reporter.publish(
        Reports.report(FakeContext.subject(12, null), WorkflowStatus.CLOSED, List.of()), context);
    assertEquals(Set.of(prefix + "pr-1"), reporter.standing(prefix, context));
  }

  @Test
  void manyAtOnce_noneLostAndNothingElseLeft() throws Exception {
    List<Integer> numbers = IntStream.rangeClosed(1, 24).boxed().toList();
    numbers.parallelStream().forEach(number -> publish(number, "description"));
    String text = Files.readString(file());
    for (int number : numbers) {
      assertTrue(text.contains("/pr-" + number + " -->"), "lost " + number);
    }
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertEquals(List.of(file()), files.toList());
    }
  }

  @Test
  void unwritable_failsNamingTheFile() throws Exception {
    Files.writeString(dir.resolve("reports"), "in the way");
    ReportFailedException error =
        assertThrows(ReportFailedException.class, () -> publish(1, "first"));
    assertTrue(error.getMessage().contains(file().toString()), error.getMessage());
  }
}
