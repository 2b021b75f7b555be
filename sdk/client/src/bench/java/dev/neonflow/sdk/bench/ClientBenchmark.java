package dev.neonflow.sdk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures what {@code docs/performance.md} tells of the client; not part of any build. The table
 * is written to {@code target/performance.md}.
 */
class ClientBenchmark {

  /** Each in a JVM of its own, in turns: what disturbs one disturbs the other soon, too. */
  private static final int ROUNDS = 7;

  @Test
  void figures() throws RunnerException, IOException {
    String table =
        "| what | ratio | bar | held | client | peer |\n|---|---|---|---|---|---|\n"
            + row("one GET, relative to OkHttp and Moshi alone", GetBranch.class, "bare", 1.25)
            + row("10,000 branches decoded, relative to Jackson", DecodeList.class, "jackson", 2.0);
    Files.writeString(Path.of("target", "performance.md"), table);
  }

  private static String row(String what, Class<?> benchmark, String peerName, double bar)
      throws RunnerException {
    List<RunResult> clients = new ArrayList<>();
    List<RunResult> peers = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      RunResult client = run(benchmark, "client");
      RunResult peer = run(benchmark, peerName);
      clients.add(client);
      peers.add(peer);
      ratios.add(time(client) / time(peer));
    }
    double ratio = median(ratios);
    return String.format(
        Locale.ROOT,
        "| %s | %.2fx (%.2f-%.2f) | <= %.2fx | %s | %s | %s |%n",
        what,
        ratio,
        Collections.min(ratios),
        Collections.max(ratios),
        bar,
        ratio <= bar ? "yes" : "**no**",
        text(clients),
        text(peers));
  }

  private static RunResult run(Class<?> benchmark, String method) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
            .forks(1)
            // The compiler is busy for up to 5 s; what has more code would be measured half
            // compiled.
            .warmupIterations(7)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(4)
            .measurementTime(TimeValue.milliseconds(500))
            // Not the flags of this JVM: the tests record what is thrown, and log everything.
            .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
            .addProfiler(GCProfiler.class)
            .build();
    return new Runner(options).runSingle();
  }

  private static double time(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  private static String text(List<RunResult> results) {
    return String.format(
        Locale.ROOT,
        "%.3g %s, %,.0f bytes",
        median(results.stream().map(ClientBenchmark::time).toList()),
        results.get(0).getPrimaryResult().getScoreUnit(),
        median(
            results.stream()
                .map(r -> r.getSecondaryResults().get("gc.alloc.rate.norm").getScore())
                .toList()));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
