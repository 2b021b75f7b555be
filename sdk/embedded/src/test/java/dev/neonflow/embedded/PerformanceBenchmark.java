package dev.neonflow.embedded;

import dev.neonflow.embedded.postgres.ComputeFigures;
import dev.neonflow.embedded.postgres.LiveDirectory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what {@code docs/performance.md} tells; not part of any build. The table is written to
 * {@code target/performance.md}.
 */
class PerformanceBenchmark {

  @TempDir Path dir;

  @Test
  void figures() throws Exception {
    Figures figures = new Figures();
    String load = load();
    Path scratch = LiveDirectory.scratch(dir.resolve("plain"));
    EmbeddedNeonOptions options =
        EmbeddedNeonOptions.defaults().dataDir(dir.resolve("neon")).cacheDir(TestCache.DIR);
    try (EmbeddedNeon neon = EmbeddedNeon.start(options)) {
      new BranchFigures(neon).measure(figures, scratch);
    }
    ComputeFigures.measure(figures, dir);
    figures.write(
        Path.of("target", "performance.md"),
        "Date: " + Instant.now().truncatedTo(ChronoUnit.MINUTES),
        "Machine: "
            + Runtime.getRuntime().availableProcessors()
            + " processors, "
            + Files.getFileStore(dir).type()
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version").replaceFirst("^(\\d+\\.\\d+).*", "$1")
            + ", Java "
            + System.getProperty("java.version"),
        "Load average of the last minute, at the start and at the end: " + load + ", " + load());
  }

  private static String load() throws IOException {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return String.format(Locale.ROOT, "%.1f", load);
  }
}
