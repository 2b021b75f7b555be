package dev.neonflow.cli;

import dev.neonflow.workflows.WorkflowEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of a run that go on now. Not thread-safe. */
final class LiveSteps {

  private static final String PICTURES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final String LETTERS = "|/-\\";

  private final Map<String, Step> steps = new LinkedHashMap<>();

  /** A step, since when it runs, what it does and what it last said about itself. */
  record Step(String id, Instant since, String describe, String news) {

    String elapsed(Instant now) {
      Duration took = Duration.between(since, now);
      return Durations.show(took.isNegative() ? Duration.ZERO : took);
    }
  }

  void begun(WorkflowEvent.StepStarted event) {
    steps.put(
        event.stepId(), new Step(event.stepId(), event.at(), event.describe(), event.describe()));
  }

  void said(WorkflowEvent.StepProgress event) {
    String share =
        event.fraction() < 0 ? "" : Math.round(100 * Math.min(1, event.fraction())) + " % ";
    say(event.stepId(), share + event.text());
  }

  void say(String id, String news) {
    steps.computeIfPresent(
        id, (same, step) -> new Step(step.id(), step.since(), step.describe(), news));
  }

  void ended(String id) {
    steps.remove(id);
  }

  void clear() {
    steps.clear();
  }

  List<Step> all() {
    return List.copyOf(steps.values());
  }

  /**
   * A line for each, narrower than the terminal, and fewer than it has rows.
   *
   * @param column the width of the column with the steps' names
   * @param frame counts on, so that the picture turns
   * @param unicode whether the terminal shows more than ASCII
   */
  List<String> lines(Instant now, Tty.Size size, int column, int frame, boolean unicode) {
    String mark = unicode ? "…" : "...";
    int room = Math.max(1, size.columns() - 1);
    int most = Math.max(1, size.rows() - 1);
    List<Step> running = all();
    List<String> lines = new ArrayList<>();
    boolean tooMany = running.size() > most;
    String wheel = unicode ? PICTURES : LETTERS;
    char picture = wheel.charAt(Math.floorMod(frame, wheel.length()));
    for (Step step : tooMany ? running.subList(0, most - 1) : running) {
      String line =
          String.format(
              "%c %-" + column + "s  %8s  %s", picture, step.id(), step.elapsed(now), step.news());
      lines.add(Columns.cut(line, room, mark));
    }
    if (tooMany) {
      String rest = picture + " and " + (running.size() - lines.size()) + " more";
      lines.add(Columns.cut(rest, room, mark));
    }
    return lines;
  }
}
