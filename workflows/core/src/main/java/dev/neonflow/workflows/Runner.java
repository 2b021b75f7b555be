package dev.neonflow.workflows;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.workflows.branch.Connections;
import dev.neonflow.workflows.branch.DeleteBranch;
import dev.neonflow.workflows.branch.EnsureBranch;
import dev.neonflow.workflows.deploy.DeployStep;
import dev.neonflow.workflows.deploy.DestroyDeployment;
import dev.neonflow.workflows.internal.CancelSource;
import dev.neonflow.workflows.internal.Locks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs plans in this process, one step at a time. */
record Runner(
    Tools tools,
    Supplier<RunId> runIds,
    Locks locks,
    Turns turns,
    Doorkeeper doorkeeper,
    Supplier<@Nullable ConnectionUri> production,
    List<WorkflowListener> listeners) {

  private static final String PULL_REQUEST = "pull-request";

  /**
   * Asks each step what it would do; nothing is locked, because nothing is changed. Of a pull
   * request that is closed, those that remove its preview.
   */
  DryRun dryRun(Plan plan) {
    List<DryRun.Line> lines = new ArrayList<>();
    RunState state = state(begun(plan), List.of(event -> note(event, lines)));
    boolean closed = doorkeeper.closed(state, new StepWork(state, Map.of()));
    if (closed) {
      lines.add(new DryRun.Line(PULL_REQUEST, "is closed: would remove what there is of it"));
    }
    for (PlannedStep planned : plan.steps()) {
      boolean removes = planned.runs() == Runs.WHEN_CLOSED;
      if (planned.runs() == Runs.REPORT || removes == closed) {
        Step<?> step = planned.step();
        String text =
            step == null || removesWhatThisRunMakes(step, plan, planned)
                ? "would " + planned.describe()
                : ask(step, new RunContext(state, planned.id(), new CancelSource()));
        lines.add(new DryRun.Line(planned.id(), text));
      }
    }
    return new DryRun(plan, lines);
  }

  /** What is to be known about the answer as a whole. */
  private static void note(WorkflowEvent event, List<DryRun.Line> lines) {
    if (event instanceof WorkflowEvent.RunProgress news) {
      lines.add(new DryRun.Line(PULL_REQUEST, news.text()));
    }
  }

  /** What is not there yet will be, when its turn comes. */
  private static boolean removesWhatThisRunMakes(Step<?> step, Plan plan, PlannedStep planned) {
    Class<?> maker =
        step instanceof DeleteBranch
            ? EnsureBranch.class
            : step instanceof DestroyDeployment ? DeployStep.class : null;
    return maker != null
        && planned.runs() == Runs.ON_SUCCESS
        && plan.steps().stream().anyMatch(other -> maker.isInstance(other.step()));
  }

  WorkflowRun start(Plan plan, Map<String, StepBody> bodies) {
    for (PlannedStep planned : plan.steps()) {
      if (planned.local() && !bodies.containsKey(planned.id())) {
        throw new InvalidWorkflowException(
            "step " + planned.id() + " is a lambda, which only its own workflow can run",
            "run the workflow itself, or write the step as a record",
            null);
      }
    }
    LiveRun run = new LiveRun(state(begun(plan), listeners), bodies, doorkeeper, turns, locks);
    run.begin();
    return run;
  }

  /** What a step would see, for reading outside of a run; nothing is locked. */
  StepContext reading(Plan plan) {
    return new RunContext(state(begun(plan), List.of()), "read", new CancelSource());
  }

  /**
   * A run that began elsewhere, with those listeners who are told of every run.
   *
   * @param learned told how to connect to the branches that a step asks for
   */
  RunState resumed(RunLog log, List<WorkflowListener> more, Consumer<ConnectionUris> learned) {
    List<WorkflowListener> told = new ArrayList<>(listeners);
    told.addAll(more);
    return state(log, told, learned);
  }

  private RunLog begun(Plan plan) {
    return RunLog.begin(plan, runIds.get(), tools.clock().instant());
  }

  private RunState state(RunLog log, List<WorkflowListener> told) {
    return state(log, told, uris -> {});
  }

  private RunState state(
      RunLog log, List<WorkflowListener> told, Consumer<ConnectionUris> learned) {
    Plan plan = log.plan();
    Subject subject = plan.subject();
    ConnectionUri known = subject.isPreview() || subject.isProduction() ? production.get() : null;
    Connections connections = Connections.of(tools.neon(), plan, known, tools.clock(), learned);
    return new RunState(log, tools, connections, told);
  }

  private static String ask(Step<?> step, StepContext context) {
    try {
      return step.dryRun(context);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw PreconditionException.state(
          "cannot say whether this would be done: " + step.describe() + ": " + e.getMessage(),
          "nothing was changed; run it again",
          e);
    }
  }
}
