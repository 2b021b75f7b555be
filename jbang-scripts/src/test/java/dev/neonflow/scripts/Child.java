package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.fail;

import dev.neonflow.workflows.internal.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process of its own, which sees of our environment what finds programs and nothing else. */
final class Child {

  private static final List<String> INHERITED = List.of("PATH", "JAVA_HOME");
  private static final List<String> HEARING = List.of("env", "--default-signal=HUP,INT,TERM");

  /** No program takes as long, on no machine: whoever is waited for longer hangs. */
  static final int MINUTES = 10;

  private Child() {}

  /** Runs a command to its end. A variable with an empty value is not set. */
  static Ended run(Path directory, Map<String, String> environment, List<String> command)
      throws Exception {
    return run(directory, environment, command, MINUTES);
  }

  static Ended run(
      Path directory, Map<String, String> environment, List<String> command, int minutes)
      throws Exception {
    Path out = Files.createTempFile("child", ".out");
    Path err = Files.createTempFile("child", ".err");
    try {
      ProcessBuilder builder = builder(directory, environment, command);
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      try {
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
          fail(command + " did not end: " + Files.readString(err));
        }
      } finally {
        kill(process);
      }
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Starts a command; standard error can be read, standard output goes to a file. */
  static Process start(
      Path directory, Map<String, String> environment, List<String> command, Path out)
      throws IOException {
    Process process =
        builder(directory, environment, hearingSignals(command))
            .redirectOutput(out.toFile())
            .start();
    process.getOutputStream().close();
    return process;
  }

  /** Kills a process and all that it started, and returns once they are gone. */
  static void kill(Process process) throws InterruptedException {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly().waitFor();
    started.forEach(ProcessHandle::destroyForcibly);
    while (started.stream().anyMatch(Child::runs)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  /** What only waits for its parent to notice that it ended does not. */
  static boolean runs(ProcessHandle process) {
    return ProcessIdentity.running(process.pid()).isPresent();
  }

  /** A job runner may have started us with signals ignored, and children inherit that. */
  static List<String> hearingSignals(List<String> command) throws IOException {
    List<String> hearing = new ArrayList<>(HEARING);
    Process there = new ProcessBuilder(HEARING.get(0), HEARING.get(1), "true").start();
    if (there.onExit().join().exitValue() != 0) {
      return command; // not GNU's env
    }
    hearing.addAll(command);
    return hearing;
  }

  /** The java that runs this test. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static ProcessBuilder builder(
      Path directory, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().retainAll(INHERITED);
    environment.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    return builder;
  }
}
