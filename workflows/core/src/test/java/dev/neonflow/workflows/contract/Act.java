package dev.neonflow.workflows.contract;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A step that does what its scene says, and so can travel.
 *
 * @param scene where what it does is found
 * @param id its own, unless the plan gives it another
 * @param runs when it runs
 * @param aborting whether it is stopped midway when its run is to end
 * @param needs the ids whose notes must be there
 */
public record Act(String scene, String id, Runs runs, boolean aborting, List<String> needs)
    implements Step<Note> {

  /** Copies the list. */
  public Act {
    needs = List.copyOf(needs);
  }

  Act always() {
    return running(Runs.ALWAYS);
  }

  Act whenClosed() {
    return running(Runs.WHEN_CLOSED);
  }

  private Act running(Runs when) {
    return new Act(scene, id, when, aborting, needs);
  }

  Act lasting() {
    return new Act(scene, id, runs, false, needs);
  }

  Act needing(String... ids) {
    return new Act(scene, id, runs, aborting, List.of(ids));
  }

  @Override
  public Key<Note> output() {
    return Note.of(id);
  }

  @Override
  public Set<Key<?>> requires() {
    return needs.stream().map(Note::of).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String describe() {
    return "act " + id;
  }

  @Override
  public boolean abortable(Subject subject) {
    return aborting;
  }

  @Override
  public Note run(StepContext context) throws Exception {
    return Scene.named(scene).act(id, context);
  }

  @Override
  public void compensate(@Nullable Note output, StepContext context) throws Exception {
    Scene.named(scene).undo(id, output, context);
  }
}
