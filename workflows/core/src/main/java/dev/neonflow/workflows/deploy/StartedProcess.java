package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.internal.process.ProcessIdentity;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One start of the application. Given up, it ends the application and all that it started: who did
 * not get ready is no evidence, its log is. Used by one thread.
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

  boolean hasBegun() {
    return process != null;
  }

  /**
   * Ends it and proves that it is gone; the thread is not interrupted. What goes wrong is added to
   * the failure that led here.
   *
   * @param why gets what could not be ended
   */
  void giveUp(Exception why) {
    try {
      Process started = process;
      Optional<ProcessIdentity> root =
          started == null ? Optional.empty() : ProcessIdentity.running(started.pid());
      files.giveUp(id, root);
    } catch (IOException | RuntimeException e) {
      why.addSuppressed(e);
    }
  }
}
