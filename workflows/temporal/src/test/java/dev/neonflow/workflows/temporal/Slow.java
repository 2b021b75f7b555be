package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
    LASTS,
    /** It stops, and takes its time only when it is undone. */
    UNDOES
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
    note("x");
    try {
      if (manner != Manner.UNDOES) {
        takeTime(context);
      }
    } catch (WorkflowCancelledException e) {
      if (manner != Manner.FINISHES) {
        throw e;
      }
    }
    return new Seen("done");
  }

  @Override
  public void compensate(@Nullable Seen output, StepContext context) throws Exception {
    note("u");
    if (manner == Manner.UNDOES) {
      takeTime(context);
    }
  }

  private void note(String letter) throws IOException {
    Files.writeString(file, letter, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void takeTime(StepContext context) {
    for (long turns = lasts.dividedBy(TURN); turns > 0; turns--) {
      context.pause(TURN);
    }
  }

  void awaitBegun() throws Exception {
    Polling.until(id, () -> Files.exists(file));
  }

  /** One letter for each time that it began: x, or u for its undo. */
  String begun() throws Exception {
    return Files.readString(file);
  }
}
