package dev.neonflow.cli;

import dev.neonflow.sdk.Neon;
import dev.neonflow.workflows.DeadlineException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.Workflow;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.ci.RepositoryOrigin;
import dev.neonflow.workflows.report.Leftovers;
import dev.neonflow.workflows.report.Published;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of a sentence from the command line: shown, limited, interruptible, put out. */
final class Execution {

  private final NeonOptions options;
  private final Program program;
  private final Terminal terminal;
  private final GitHub gitHub;
  private final Results results;
  private final boolean dryRun;
  private final @Nullable Duration limit;
  private boolean late;

  Execution(NeonOptions options, boolean dryRun) {
    this.options = options;
    this.program = options.program();
    this.terminal = options.terminal();
    this.results = options.results();
    this.gitHub = new GitHub(program.environment(), terminal);
    this.dryRun = dryRun;
    this.limit = options.limit();
  }

  <W extends Workflow<W>> int run(
      Consumer<NeonflowBuilder> tools, Outputs outputs, Function<Neonflow, W> sentence) {
    begin();
    Optional<EmbeddedServer> absent = dryRun ? options.absent() : Optional.empty();
    if (absent.isPresent()) {
      try (Neon nowhere = NotStarted.client()) {
        W workflow = sentence.apply(neonflow(nowhere, NotStarted.PROJECT, tools));
        return results.planned(NotStarted.dryRun(workflow.plan(), absent.get().directory()));
      }
    }
    NeonAccount target = options.target(terminal);
    try (var neon = target.neon()) {
      W workflow = limited(sentence.apply(neonflow(neon, target.projectId(), tools)));
      if (dryRun) {
        return results.planned(workflow.dryRun());
      }
      WorkflowResult result = watched(workflow);
      Map<String, @Nullable Object> fields = outputs.of(result, target.console());
      gitHub.write(fields);
      return report(result, fields);
    }
  }

  private <W extends Workflow<W>> W limited(W workflow) {
    return limit == null ? workflow : workflow.within(limit);
  }

  /** Says what was ignored, and hides what must not be read, before anything can print it. */
  private void begin() {
    program.settings().warnings().forEach(terminal::always);
    gitHub.maskEnvironment();
    options.lockUrl().ifPresent(url -> gitHub.mask(url.reveal()));
  }

  /**
   * What work has to remove before it ends.
   *
   * @param longest how long that may take
   * @param said what is said when the request to end comes
   * @param left what may be there still if the process ends all the same
   */
  record Removal(Duration longest, String said, Supplier<String> left) {}

  /**
   * Does something with the entry point, shown, limited and interruptible; failures are thrown.
   *
   * @param work is interrupted when it is to end
   * @param end puts the result out; it also gets the base of the project's pages in Neon's console,
   *     or null
   */
  <R> int call(
      Consumer<NeonflowBuilder> tools,
      Function<Neonflow, R> work,
      BiFunction<R, @Nullable String, Integer> end) {
    return call(tools, work, end, null);
  }

  /** The same for work that has something to remove, if it has. */
  <R> int call(
      Consumer<NeonflowBuilder> tools,
      Function<Neonflow, R> work,
      BiFunction<R, @Nullable String, Integer> end,
      @Nullable Removal removal) {
    begin();
    NeonAccount target = options.target(terminal);
    try (var neon = target.neon();
        Console console = Console.on(terminal)) {
      Neonflow neonflow =
          neonflow(neon, target.projectId(), tools.andThen(builder -> builder.listener(console)));
      Interruptible running = interruptible(removal);
      R result;
      try (Limit time = Limit.of(limit)) {
        result = work(work, neonflow, time);
        late = time.passed();
      } finally {
        running.close();
      }
      return end.apply(result, target.console());
    }
  }

  private Interruptible interruptible(@Nullable Removal removal) {
    return removal == null
        ? options.interruptible()
        : options.interruptible(
            removal.longest(),
            removal.said(),
            removal.left(),
            "run again: " + program.commandAgain());
  }

  private <R> R work(Function<Neonflow, R> work, Neonflow neonflow, Limit time) {
    try {
      return work.apply(neonflow);
    } catch (RuntimeException e) {
      if (limit == null || !time.passed() || program.interruption().code() != 0) {
        throw e;
      }
      // Whatever it was, it failed because its time was over.
      throw new DeadlineException(tookLongerThan(limit), "run again: " + program.commandAgain(), e);
    }
  }

  /** What ended the work if its time was over before it was done. */
  Optional<String> tookLonger() {
    return late && limit != null ? Optional.of(tookLongerThan(limit)) : Optional.empty();
  }

  private static String tookLongerThan(Duration limit) {
    return "it took longer than --timeout " + Durations.show(limit);
  }

  private Neonflow neonflow(Neon neon, String projectId, Consumer<NeonflowBuilder> tools) {
    NeonflowBuilder builder =
        Neonflow.builder(neon)
            .projectId(projectId)
            .directory(program.directory())
            .environment(program.environment()::get)
            .secrets(gitHub::secret);
    options.lockUrl().ifPresent(builder::lockUrl);
    tools.accept(builder);
    Neonflow neonflow = builder.build();
    if (options.isAboutRepository() && neonflow.repositoryOrigin() == RepositoryOrigin.DIRECTORY) {
      terminal.line(
          "repository: "
              + neonflow.repository()
              + " (the directory's name; set GITHUB_REPOSITORY or add a git remote to name it)");
    }
    return neonflow;
  }

  private <W extends Workflow<W>> WorkflowResult watched(W workflow) {
    try (Console console = Console.on(terminal)) {
      WorkflowRun run = workflow.listener(console).start();
      Interruption.Work work =
          program.interruption().during(() -> run.cancel("interrupted"), run::abortable);
      try {
        WorkflowResult result = run.await();
        program.interruption().runEnded();
        return result;
      } finally {
        work.end();
      }
    }
  }

  private int report(WorkflowResult result, Map<String, @Nullable Object> fields) {
    result
        .find(Published.KEY)
        .map(Published::note)
        .ifPresent(note -> terminal.always("report: " + note));
    if (result.status() == WorkflowStatus.SUCCEEDED) {
      return results.succeeded(text(fields), fields);
    }
    if (result.status() == WorkflowStatus.CLOSED) {
      return results.closed(fields);
    }
    Failure failure = failure(result);
    String status = result.status().name().toLowerCase(Locale.ROOT);
    if (result.status() == WorkflowStatus.DONE_WITH_LEFTOVERS && !results.json()) {
      results.succeeded(text(fields), fields);
    }
    int code = results.failed(failure, status, left(result), fields, terminal);
    result.outcomes().stream()
        .flatMap(outcome -> failed(outcome).stream())
        .skip(1)
        .forEach(also -> terminal.always("  also: " + also.step() + ": " + also.message()));
    return code;
  }

  private Failure failure(WorkflowResult result) {
    Failure failure =
        result.outcomes().stream()
            .flatMap(outcome -> failed(outcome).stream())
            .findFirst()
            .or(() -> result.failure().map(Failure::of))
            .orElseGet(() -> new Failure(ExitCodes.UNEXPECTED, null, "cancelled", "", null));
    String again = program.commandAgain();
    int signal = program.interruption().code();
    boolean cancelled =
        result.status() == WorkflowStatus.CANCELLED
            || (signal != 0 && failure.cause() instanceof WorkflowCancelledException);
    if (result.status() == WorkflowStatus.DONE_WITH_LEFTOVERS && !cancelled) {
      Failure leftovers = failure.withExitCode(ExitCodes.LEFTOVERS);
      return leftovers.next().isEmpty() ? leftovers.withNext("run again: " + again) : leftovers;
    }
    if (failure.cause() instanceof DeadlineException overdue && overdue.runLimit().isPresent()) {
      return new Failure(
          ExitCodes.UNAVAILABLE,
          failure.step(),
          tookLongerThan(overdue.runLimit().get()),
          "run again: " + again,
          overdue);
    }
    if (!cancelled) {
      return failure.next().isEmpty() ? failure.withNext("run again: " + again) : failure;
    }
    return new Failure(
        signal == 0 ? ExitCodes.INTERRUPTED : signal,
        failure.step(),
        "interrupted",
        "run again to go on: " + again,
        failure.cause());
  }

  private static Optional<Failure> failed(StepOutcome<?> outcome) {
    if (outcome instanceof StepOutcome.Failed<?> failed) {
      return Optional.of(Failure.of(failed.stepId(), failed.cause()));
    }
    if (outcome instanceof StepOutcome.CompensationFailed<?> failed) {
      return Optional.of(Failure.of(failed.stepId(), failed.cause()));
    }
    return Optional.empty();
  }

  /** What stays behind after a failure; running the same again goes on with it. */
  private static String left(WorkflowResult result) {
    List<String> left = Leftovers.of(result);
    return left.isEmpty()
        ? ""
        : String.join("; ", left) + "; running the same again goes on with it";
  }

  private static String text(Map<String, @Nullable Object> fields) {
    if (Boolean.FALSE.equals(fields.get("deleted"))) {
      return "";
    }
    Object url = fields.get("preview_url");
    Object name = fields.get("branch_name");
    return url != null ? url.toString() : name == null ? "" : name.toString();
  }
}
