package dev.neonflow.sdk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
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

  @Test
  void figures() throws RunnerException, IOException {
    Collection<RunResult> get = run(GetBranch.class);
    Collection<RunResult> list = run(DecodeList.class);
    List<String> rows =
        Stream.of(
                row("one GET, relative to OkHttp and Moshi alone", get, "bare", 1.25),
                row("10,000 branches decoded, relative to Jackson", list, "jackson", 2.0))
            .toList();
    String table =
        "| what | ratio | bar | held | client | peer |\n|---|---|---|---|---|---|\n"
            + String.join("\n", rows)
            + "\n";
    Files.writeString(Path.of("target", "performance.md"), table);
  }

  private static Collection<RunResult> run(Class<?> benchmark) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(benchmark.getName().replace(".", "\\.") + "\\..*")
            .forks(3)
            .warmupIterations(5)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .build();
    return new Runner(options).run();
  }

  private static String row(
      String what, Collection<RunResult> results, String peerName, double bar) {
    RunResult client = named(results, "client");
    RunResult peer = named(results, peerName);
    double ratio = client.getPrimaryResult().getScore() / peer.getPrimaryResult().getScore();
    return String.format(
        Locale.ROOT,
        "| %s | %.2fx | <= %.2fx | %s | %s | %s |",
        what,
        ratio,
        bar,
        ratio <= bar ? "yes" : "**no**",
        text(client),
        text(peer));
  }

  private static RunResult named(Collection<RunResult> results, String method) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
        .findFirst()
        .orElseThrow();
  }

  private static String text(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return String.format(
        Locale.ROOT,
        "%.3g ± %.2g %s, %,.0f bytes",
        time.getScore(),
        time.getScoreError(),
        time.getScoreUnit(),
        bytes.getScore());
  }
}
