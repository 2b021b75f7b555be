package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import dev.neonflow.workflows.report.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A script that is asked to end when only its report is left to be written. */
class InterruptedReportTest {

  private final Interruption interruption = new Interruption(Interruption.Ending.NONE);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** The request comes while it writes, which takes longer than anybody waits. */
  private record Slow(Interruption interruption) implements Reporter {
    @Override
    public String describe() {
      return "somewhere slow";
    }

    @Override
    public Published publish(RunReport report, StepContext context) throws Exception {
      interruption.arrived(ExitCodes.TERMINATED);
      context.pause(Duration.ofHours(1));
      throw new AssertionError("it was not told");
    }
  }

  static final class Options extends RunOptions {
    int run(Reporter reporter) {
      return run(
          builder -> builder.reporter(reporter),
          neonflow -> neonflow.preview().forPr(7).apply(PreviewWorkflow::comment));
    }
  }

  @Command(name = "up")
  private static final class Script implements Callable<Integer> {
    private final Reporter reporter;
    @Mixin private Options options;

    Script(Reporter reporter) {
      this.reporter = reporter;
    }

    @Override
    public Integer call() {
      return options.run(reporter);
    }
  }

  @Test
  void reportThatWasCutOff_endsWithTheCodeOfTheRequest(@TempDir Path directory) {
    try (EmbeddedNeon neon = EmbeddedNeon.start()) {
      Map<String, String> environment =
          Map.of(
              "HOME", directory.toString(),
              "GITHUB_REPOSITORY", "acme/shop",
              "NEON_API_HOST", neon.apiBase().toString(),
              "NEON_API_KEY", neon.apiKey());
      Script script = new Script(new Slow(interruption));
      int code =
          Program.execute(
              environment, directory, print(out), print(err), interruption, null, script);
      String said = err.toString(StandardCharsets.UTF_8);
      assertEquals(ExitCodes.TERMINATED, code, said);
      assertTrue(said.contains("left: branch preview/pr-7"), said);
      assertTrue(said.contains("run again to go on"), said);
    }
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
