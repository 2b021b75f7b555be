package dev.neonflow.workflows;

import dev.neonflow.workflows.SweepItem.Outcome;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a sweep did or would do.
 *
 * @param subject the project and repository
 * @param dryRun whether nothing was changed
 * @param cancelled whether it was ended before it was through
 * @param items one for each preview that has a branch or a deployment, or is closed and has a
 *     report that does not say so
 * @param notes what the sweep could not look at
 */
public record SweepResult(
    Subject subject, boolean dryRun, boolean cancelled, List<SweepItem> items, List<String> notes) {

  /** Copies the lists. */
  public SweepResult {
    items = List.copyOf(items);
    notes = List.copyOf(notes);
  }

  /** {@link WorkflowStatus#DONE_WITH_LEFTOVERS} if something that was to go is still there. */
  public WorkflowStatus status() {
    if (cancelled) {
      return WorkflowStatus.CANCELLED;
    }
    boolean left =
        !dryRun
            && items.stream()
                .anyMatch(item -> item.outcome() == Outcome.FAILED || !item.left().isEmpty());
    return left ? WorkflowStatus.DONE_WITH_LEFTOVERS : WorkflowStatus.SUCCEEDED;
  }

  /** Those with this outcome. */
  public List<SweepItem> with(Outcome outcome) {
    return items.stream().filter(item -> item.outcome() == outcome).toList();
  }

  /** What is gone now. */
  public List<SweepItem> removed() {
    return with(Outcome.REMOVED);
  }

  /** What was to go and is still there, wholly or in part. */
  public List<SweepItem> failed() {
    return with(Outcome.FAILED);
  }

  /** A line for each preview, then what could not be looked at; for people. */
  public String toText() {
    String lines = items.stream().map(SweepItem::toString).collect(Collectors.joining("\n"));
    String all = lines.isEmpty() ? "there are no previews of " + subject.repository() : lines;
    return notes.isEmpty() ? all : all + "\n" + String.join("\n", notes);
  }

  @Override
  public String toString() {
    return toText();
  }
}
