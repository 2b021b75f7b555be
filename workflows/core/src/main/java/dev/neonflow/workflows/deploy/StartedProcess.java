package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.internal.process.ProcessIdentity;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One start of the application. Closed before the application was kept, it ends the application and
 * all that it started: who did not get ready is no evidence, its log is. Used by one thread.
 */
final class StartedProcess {
  private final ProcessFiles files;
  private final String id = UUID.randomUUID().toString();
  private @Nullable Process process;

  StartedProcess(ProcessFiles files) {
    this.files = files;
  }

  String id() {
    return id;
  }

  /** What the operating system was asked to start. */
  void began(Process started) {
    process = started;
  }

  /**
   * Ends it and proves that it is gone. What goes wrong is added to the failure that led here.
   *
   * @param why gets what could not be ended
   */
  void giveUp(Exception why) {
    // With its interrupt pending, a cancelled step could neither read files nor wait.
    boolean interrupted = Thread.interrupted();
    try {
      Process started = process;
      Optional<ProcessIdentity> root =
          started == null ? Optional.empty() : ProcessIdentity.running(started.pid());
      files.giveUp(id, root);
    } catch (IOException | RuntimeException e) {
      why.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
