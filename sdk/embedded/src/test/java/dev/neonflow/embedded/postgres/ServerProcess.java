package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A data plane in a JVM of its own, which a test may kill or run as another user. */
final class ServerProcess implements AutoCloseable {

  static final String BRANCH = "br-other-jvm";

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final Path report;

  private ServerProcess(Process process, Path report) {
    this.process = process;
    this.report = report;
  }

  /** Runs in the other JVM: arguments are home, cache and the file to report to. */
  public static void main(String[] arguments) throws Exception {
    Path report = Path.of(arguments[2]);
    String text;
    try (PostgresDataPlane plane =
        PostgresDataPlane.open(Path.of(arguments[0]), Path.of(arguments[1]), false)) {
      plane.createRoot(BRANCH, Clients.ROLE, Clients.PASSWORD, Clients.DATABASE);
      Compute compute = plane.open(new ComputeSpec(BRANCH, "prj-1", BRANCH, "ep-1", 0));
      Clients.execute(compute.port(), "CREATE TABLE t (id int)");
      plane.copy(BRANCH, BRANCH + "-copy");
      Compute copy =
          plane.open(new ComputeSpec(BRANCH + "-copy", "prj-1", BRANCH + "-copy", "ep-2", 0));
      text = Clients.query(copy.port(), "SELECT 'tables: ' || count(*) FROM t");
      report(report, compute.port() + " " + text);
      // Serves until the test closes our input, or kills us.
      System.in.read();
    } catch (PostgresException e) {
      report(report, "refused: " + e.getMessage());
    }
  }

  private static void report(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(temporary, text);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Starts the other JVM. */
  static ServerProcess start(
      List<String> prefix, String classPath, Map<String, String> environment, Path home, Path cache)
      throws IOException {
    Path report = home.resolveSibling("report-" + Names.unique());
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        Jvm.command(
            classPath, ServerProcess.class, home.toString(), cache.toString(), report.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start(), report);
  }

  static ServerProcess start(Path home, Path cache) throws IOException {
    return start(List.of(), System.getProperty("java.class.path"), Map.of(), home, cache);
  }

  /** What it reported: the port of its first compute and a sentence, or why it refused. */
  String report() throws IOException {
    assertTrue(
        Pause.until(() -> Files.exists(report) || !process.isAlive(), LIMIT)
            && Files.exists(report),
        "no report");
    return Files.readString(report);
  }

  /** The shell that guards its servers. */
  ProcessHandle watchdog() {
    return process
        .children()
        .filter(child -> child.info().command().orElse("").matches(".*/(sh|dash|bash)"))
        .findFirst()
        .orElseThrow();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS));
  }

  /** Lets it end by itself. */
  void end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS));
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    assertTrue(Pause.until(() -> !process.isAlive(), LIMIT));
    Files.deleteIfExists(report);
  }
}
