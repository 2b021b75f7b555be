package dev.neonflow.workflows;

import java.util.function.Function;

/** A workflow that still has to be told what it is about. Immutable. */
public final class Start<W extends Workflow<W>> {

  private final Subjects subjects;
  private final Function<Subject, W> begin;

  Start(Subjects subjects, Function<Subject, W> begin) {
    this.subjects = subjects;
    this.begin = begin;
  }

  /** For a pull request, by its number; its branch and commit are taken from CI or git. */
  public W forPr(int number) {
    return begin.apply(subjects.forPr(PullRequest.number(number)));
  }

  /** For a pull request. */
  public W forPr(PullRequest pullRequest) {
    return begin.apply(subjects.forPr(pullRequest));
  }

  /**
   * For no pull request, but a name.
   *
   * @param name of {@code a-z}, {@code 0-9} and {@code -}, at most 63 of them
   */
  public W named(String name) {
    return begin.apply(subjects.named(name));
  }
}
