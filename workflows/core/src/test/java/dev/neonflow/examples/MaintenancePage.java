package dev.neonflow.examples;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

// region undo
/** Puts a page up, and takes it down again if the run fails later. */
public record MaintenancePage(Path page) implements Step<MaintenancePage.Shown> {

  /** Whether this run put it up, or found it. */
  public record Shown(boolean created) {
    public static final Key<Shown> KEY = new Key<>("maintenance-page", Shown.class);
  }

  @Override
  public Key<Shown> output() {
    return Shown.KEY;
  }

  @Override
  public String describe() {
    return "show " + page;
  }

  @Override
  public Shown run(StepContext context) throws IOException {
    if (Files.exists(page)) {
      return new Shown(isOf(context)); // ours, if an attempt before this one was cut short
    }
    Files.writeString(page, context.idempotencyKey());
    return new Shown(true);
  }

  /** What was found is not ours to undo; null means that the step may have half-run. */
  @Override
  public boolean undoable(@Nullable Shown output) {
    return output == null || output.created();
  }

  @Override
  public void compensate(@Nullable Shown output, StepContext context) throws IOException {
    if (isOf(context)) {
      Files.deleteIfExists(page);
    }
  }

  private boolean isOf(StepContext context) throws IOException {
    return Files.exists(page) && Files.readString(page).equals(context.idempotencyKey());
  }
}
// end
