package dev.neonflow.crash;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.InjectedFault;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * A place in {@code preview up} at which it is kept waiting.
 *
 * @param name for people
 * @param options of the command that is kept waiting
 * @param again of the command that is run afterwards
 * @param setting what keeps it waiting
 */
record Hold(String name, List<String> options, List<String> again, Setting setting) {

  static final String MIGRATED = "migrated.txt";
  static final String APPLICATION = "application.txt";
  static final String COMMENT = "comment.md";

  private static final String BRANCHES = "/projects/{project_id}/branches";
  private static final Duration LONG = Workspace.LONG;
  private static final String WAITS = "; exec sleep " + LONG.toSeconds();
  private static final List<String> FLYWAY = List.of("--flyway", "migrations");
  private static final List<String> QUICK = List.of("--migrate", "true");

  /** Sets something up that keeps a run waiting. */
  @FunctionalInterface
  interface Setting {
    Brake set(EmbeddedNeon embedded, Site site) throws Exception;
  }

  /**
   * Keeps a run waiting.
   *
   * @param waits whether the run has come to it
   * @param release lets later runs pass
   */
  record Brake(Polling.Question waits, AutoCloseable release) {}

  static final List<Hold> ALL =
      List.of(
          neon("looking for the branch", Fault.delay(LONG).on("GET", BRANCHES)),
          neon("creating the branch", Fault.delay(LONG).on("POST", BRANCHES)),
          neon("waiting for the branch", Fault.operationHangs("create_branch")),
          neon("waiting for the compute", Fault.slowCompute(LONG)),
          command(
              "in the migrating command",
              MIGRATED,
              List.of("--migrate", "echo $$ >" + MIGRATED + WAITS),
              QUICK),
          new Hold("in a statement of Flyway", FLYWAY, FLYWAY, (embedded, site) -> sleep(site)),
          command(
              "waiting for the application",
              APPLICATION,
              List.of("--migrate", "true", "--process-command", "echo $$ >" + APPLICATION + WAITS),
              QUICK),
          new Hold("at the report", QUICK, QUICK, (embedded, site) -> lock(site)));

  private static Hold neon(String name, Fault fault) {
    return new Hold(
        name,
        FLYWAY,
        FLYWAY,
        (embedded, site) -> {
          InjectedFault injected = embedded.inject(fault);
          return new Brake(() -> injected.used() > 0, embedded::clearFaults);
        });
  }

  private static Hold command(String name, String file, List<String> options, List<String> again) {
    return new Hold(
        name,
        options,
        again,
        (embedded, site) -> {
          Path started = site.workspace().directory().resolve(file);
          return new Brake(() -> Files.exists(started) && Files.size(started) > 0, () -> {});
        });
  }

  private static Brake sleep(Site site) throws Exception {
    site.everywhere(Workspace.brake());
    return new Brake(site::migrates, () -> site.everywhere(Workspace.RELEASE));
  }

  /** Somebody else writes to the file of the reports, and does not end. */
  private static Brake lock(Site site) throws Exception {
    Path directory = site.workspace().directory();
    FileChannel other =
        FileChannel.open(
            directory.resolve("." + COMMENT + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    other.lock();
    return new Brake(
        () -> Files.readString(directory.resolve(TerminatedUpTest.ERRORS)).contains("  migration "),
        other);
  }

  @Override
  public String toString() {
    return name;
  }
}
