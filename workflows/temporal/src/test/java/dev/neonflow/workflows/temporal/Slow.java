package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Takes its time, and notes in a file that it began. */
public record Slow(String id, Path file, Duration lasts, Manner manner) implements Step<Seen> {

  private static final Duration TURN = Duration.ofMillis(50);

  /** What it does when it is told to stop. */
  public enum Manner {
    /** It stops. */
    STOPS,
    /** It is done then. */
    FINISHES,
    /** It must not be told. */
    LASTS
  }

  @Override
  public Key<Seen> output() {
    return new Key<>(id, Seen.class);
  }

  @Override
  public String describe() {
    return "take " + lasts;
  }

  @Override
  public boolean abortable(Subject subject) {
    return manner != Manner.LASTS;
  }

  @Override
  public Seen run(StepContext context) throws Exception {
    Files.writeString(file, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    try {
      for (long turns = lasts.dividedBy(TURN); turns > 0; turns--) {
        context.pause(TURN);
      }
    } catch (WorkflowCancelledException e) {
      if (manner != Manner.FINISHES) {
        throw e;
      }
    }
    return new Seen("done");
  }

  void awaitBegun() throws Exception {
    Polling.until(id, () -> Files.exists(file));
  }

  /** One letter for each time that it began. */
  String begun() throws Exception {
    return Files.readString(file);
  }
}
