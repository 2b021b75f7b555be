package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what {@code docs/performance.md} tells of starts: the launcher beside Neon's own CLI, in
 * turns; not part of any build. The table is written to {@code target/performance.md}.
 */
class StartUpBenchmark {

  private static final int ROUNDS = 15;
  private static final int STARTS = 1000;
  private static final String MIGRATION = "true";

  @TempDir Path temp;

  @Test
  void figures() throws Exception {
    List<String> lines = new ArrayList<>();
    String load = load();
    try (EmbeddedNeon neon = EmbeddedNeon.start()) {
      Map<String, String> environment = environment(neon);
      String ours = Checkout.LAUNCHER.toString();
      String theirs =
          "node " + cli() + " --no-analytics --project-id " + neon.projectId() + " --api-host ";
      theirs += neon.apiBase() + " ";
      startedOnce(environment, ours);

      lines.add("| what | wall | CPU | bar | ours: wall, CPU | Neon's CLI: wall, CPU |");
      lines.add("|---|---|---|---|---|---|");
      lines.add(
          row(
              "`--version`",
              0.35,
              environment,
              ours + " dev --version",
              "node " + cli() + " --version"));
      lines.add(
          row(
              "`dev url`, beside `connection-string`",
              0.75,
              environment,
              ours + " dev url bench",
              theirs + "connection-string dev/bench"));
      lines.add(
          row(
              "`preview up`, beside `branches create`, `connection-string`, the command",
              0.80,
              environment,
              ours + " preview up --pr $ROUND --comment none --migrate " + MIGRATION,
              theirs
                  + "branches create --name theirs-$ROUND && "
                  + theirs
                  + "connection-string theirs-$ROUND && "
                  + MIGRATION));
    }
    lines.add("");
    lines.add("- Date: " + Instant.now().truncatedTo(ChronoUnit.MINUTES));
    lines.add(
        "- Machine: "
            + Runtime.getRuntime().availableProcessors()
            + " processors, Java "
            + System.getProperty("java.runtime.version"));
    lines.add("- Load average, at the start and at the end: " + load + ", " + load());
    Files.write(Path.of("target", "performance.md"), lines);
  }

  /** Ratios are of the medians, as a user meets them; then medians (smallest-greatest) in ms. */
  private String row(
      String what, double bar, Map<String, String> environment, String ours, String theirs)
      throws Exception {
    Taken mine = new Taken();
    Taken other = new Taken();
    for (int round = 0; round <= ROUNDS; round++) {
      environment.put("ROUND", Integer.toString(1000 + round));
      boolean first = round % 2 == 0;
      for (boolean us : new boolean[] {first, !first}) {
        Taken.One one = Taken.run(temp, environment, us ? ours : theirs);
        if (round > 0) {
          (us ? mine : other).add(one);
        }
      }
    }
    return String.format(
        Locale.ROOT,
        "| %s | %.2fx | %.2fx | <= %.2fx | %s | %s |",
        what,
        mine.wall() / other.wall(),
        mine.cpu() / other.cpu(),
        bar,
        mine,
        other);
  }

  /** The build has just been made by Maven; the archive comes beside the first start. */
  private void startedOnce(Map<String, String> environment, String launcher) throws Exception {
    Path target = Checkout.SCRIPTS.resolve("target");
    Files.writeString(target.resolve("neonflow.built"), "");
    Taken.run(temp, environment, launcher + " dev create bench");
    for (int i = 0; i < STARTS && !hasArchive(target.resolve("archive")); i++) {
      Taken.run(temp, environment, launcher + " dev --version");
    }
    assertTrue(hasArchive(target.resolve("archive")), "no archive");
  }

  private static boolean hasArchive(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return false;
    }
    try (var files = Files.list(directory)) {
      return files.anyMatch(file -> file.toString().endsWith(".jsa"));
    }
  }

  private Map<String, String> environment(EmbeddedNeon neon) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", Files.createDirectories(temp.resolve("home")).toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("CI", "1");
    environment.put("NEON_API_HOST", neon.apiBase().toString());
    environment.put("NEON_API_KEY", neon.apiKey());
    environment.put("NEON_PROJECT_ID", neon.projectId());
    environment.put("GITHUB_REPOSITORY", "acme/shop");
    return environment;
  }

  /** Neon's own CLI, exactly the packages of its lock file. */
  private static Path cli() throws Exception {
    Path directory = Files.createDirectories(Path.of("target", "neon-cli").toAbsolutePath());
    Path script = directory.resolve("node_modules/neon/dist/cli.js");
    if (Files.notExists(script)) {
      Path locked = Checkout.ROOT.resolve("sdk/embedded/src/test/resources/neon-cli");
      for (String name : List.of("package.json", "package-lock.json")) {
        Files.copy(
            locked.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
      Map<String, String> home = Map.of("HOME", System.getProperty("user.home"));
      Taken.run(directory, home, "npm ci --ignore-scripts --omit=optional --no-audit");
    }
    return script;
  }

  private static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return String.format(Locale.ROOT, "%.1f", load);
  }
}
