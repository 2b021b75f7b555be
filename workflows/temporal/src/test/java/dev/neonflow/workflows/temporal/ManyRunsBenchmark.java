package dev.neonflow.workflows.temporal;

import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what {@code docs/performance.md} tells of many runs, in this process and on Temporal, in
 * turns, each in a JVM of its own; not part of any build. The table is written to {@code
 * target/performance.md}.
 */
class ManyRunsBenchmark {

  private static final int ROUNDS = 3;

  /** Enough for a server that keeps all in memory. */
  private static final List<String> OPTIONS = List.of("-Xmx1g", "-XX:+UseSerialGC");

  @TempDir Path directory;

  private final List<ManyRuns> here = new ArrayList<>();
  private final List<ManyRuns> onTemporal = new ArrayList<>();
  private final List<Double> servers = new ArrayList<>();

  @Test
  void figures() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("Load average at the start: " + load());
    for (int round = 0; round < ROUNDS; round++) {
      here.add(measure(ManyRunsMain.IN_PROCESS));
      String port = Integer.toString(TemporalServer.freePort());
      try (JvmProcess server = JvmProcess.start(directory, OPTIONS, TestServer.class, port)) {
        onTemporal.add(measure("127.0.0.1:" + port));
        servers.add((double) Memory.rss(server.pid()));
        server.kill();
      }
      lines.add("Load average after a round: " + load());
    }
    lines.add("| " + ManyRunsMain.RUNS + " plans of four steps | in this process | on Temporal |");
    lines.add("|---|---|---|");
    lines.add(row("runs a second", ManyRuns::perSecond));
    lines.add(row("one run, median ms", ManyRuns::median));
    lines.add(row("one run, 95 of 100 within ms", ManyRuns::slow));
    lines.add(row("memory (RSS) before, MB", ManyRuns::rssBefore));
    lines.add(row("memory (RSS) after, MB", ManyRuns::rssAfter));
    lines.add(row("alive on the heap before, MB", ManyRuns::heapBefore));
    lines.add(row("alive on the heap after, MB", ManyRuns::heapAfter));
    lines.add("| memory (RSS) of the server after, MB | | " + middle(servers) + " |");
    Files.write(Path.of("target", "performance.md"), lines);
  }

  private ManyRuns measure(String where) throws IOException {
    Path own = Files.createTempDirectory(directory, "many");
    try (JvmProcess runs =
        JvmProcess.start(directory, OPTIONS, ManyRunsMain.class, own.toString(), where)) {
      return ManyRuns.of(runs.line());
    }
  }

  private String row(String what, ToDoubleFunction<ManyRuns> figure) {
    return "| " + what + " | " + middle(here, figure) + " | " + middle(onTemporal, figure) + " |";
  }

  private static String middle(List<ManyRuns> all, ToDoubleFunction<ManyRuns> figure) {
    return middle(all.stream().map(figure::applyAsDouble).toList());
  }

  private static String middle(List<Double> all) {
    List<Double> sorted = all.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "%.1f (%.1f-%.1f)",
        sorted.get(sorted.size() / 2),
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }

  private static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return String.format(Locale.ROOT, "%.1f", load);
  }
}
