package dev.neonflow.workflows;

import java.util.List;

/**
 * Runs single steps in this process for an {@link Engine} that decides elsewhere which is next. The
 * client, the secrets, the fence and the rest are those of the entry point it was made of.
 * Thread-safe.
 */
public final class StepHost {

  private static final Doorkeeper NOBODY = new Doorkeeper(null);

  private final Runner runner;
  private final String repository;

  StepHost(Runner runner, String repository) {
    this.runner = runner;
    this.repository = repository;
  }

  /**
   * Prepares one attempt of a step.
   *
   * @param call what {@link StepCall#toJson()} wrote
   * @param listener told of the step's beats and progress
   * @throws InvalidWorkflowException if it is none, or of a step that this process does not know
   */
  public HostedStep step(String call, WorkflowListener listener) {
    StepCall asked = StepCall.fromJson(call);
    asked.planned();
    HandedOut secrets = new HandedOut(runner.tools().secrets());
    WorkflowListener masking = event -> listener.on(secrets.masked(event));
    RunState state = runner(secrets).resumed(asked.log(), List.of(masking), secrets::add);
    Doorkeeper doorkeeper = doorkeeper(asked.log().plan().subject());
    return new HostedStep(state, doorkeeper, asked, secrets);
  }

  private Runner runner(Secrets secrets) {
    Tools tools = runner.tools();
    return new Runner(
        new Tools(tools.neon(), tools.clock(), tools.scheduler(), secrets),
        runner.runIds(),
        runner.locks(),
        runner.turns(),
        runner.doorkeeper(),
        runner.production(),
        runner.listeners());
  }

  /** A pull request of another repository that has the same number may be open. */
  private Doorkeeper doorkeeper(Subject subject) {
    return subject.repository().equalsIgnoreCase(repository) ? runner.doorkeeper() : NOBODY;
  }
}
