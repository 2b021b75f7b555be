package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Lasts until somebody makes a file, in whatever process. Notes beside it that it has begun, and
 * that it was told to stop.
 */
public record WaitForFile(String id, Path file) implements Step<Seen> {

  private static final Duration TURN = Duration.ofMillis(20);

  @Override
  public Key<Seen> output() {
    return new Key<>(id, Seen.class);
  }

  @Override
  public String describe() {
    return "wait for " + file.getFileName();
  }

  @Override
  public Seen run(StepContext context) throws Exception {
    note("begun");
    try {
      while (!Files.exists(file)) {
        context.pause(TURN);
      }
    } finally {
      if (context.cancel().isCancelled()) {
        // Told to stop, this thread is interrupted, which closes files.
        boolean interrupted = Thread.interrupted();
        note("told");
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
    return new Seen("there");
  }

  private void note(String what) throws Exception {
    Files.writeString(noted(what), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** One letter for each time that it happened. */
  Path noted(String what) {
    return file.resolveSibling(file.getFileName() + "." + what);
  }

  void awaitNoted(String what) throws Exception {
    Polling.until(id + " " + what, () -> Files.exists(noted(what)));
  }

  void awaitBegunAgain() throws Exception {
    Polling.until(
        id + " begun again",
        () -> Files.exists(noted("begun")) && Files.readString(noted("begun")).length() > 1);
  }

  void release() throws Exception {
    Files.writeString(file, "");
  }
}
