package dev.neonflow.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Node's package manager, which depends on a registry somewhere. */
public final class Npm {

  private static final int ATTEMPTS = 3;
  private static final long PATIENCE_MINUTES = 10;
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private Npm() {}

  /** Runs a command of it in a directory; again if it fails, as registries do at times. */
  public static void run(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("npm"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--fetch-retries=5", "--prefer-offline"));
    Path log = directory.resolve("npm.log");
    for (int attempt = 1; !succeeds(command, directory, log); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new AssertionError(String.join(" ", command) + ": " + Files.readString(log));
      }
      // What a registry does not answer now it may answer soon.
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean succeeds(List<String> command, Path directory, Path log)
      throws IOException, InterruptedException {
    Process npm =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    npm.getOutputStream().close();
    boolean ended = npm.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      npm.descendants().forEach(ProcessHandle::destroyForcibly);
      npm.destroyForcibly().waitFor();
    }
    return ended && npm.exitValue() == 0;
  }
}
