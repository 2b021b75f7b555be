package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Sweep;
import dev.neonflow.workflows.SweepItem;
import dev.neonflow.workflows.SweepResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.ci.FilePullRequests;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code sweep} understands. */
public final class SweepOptions extends NeonOptions {

  @Option(
      names = "--pull-requests",
      paramLabel = "FILE",
      description = "The open pull requests: a number on each line, or the word none.")
  private @Nullable Path pullRequests;

  @Option(
      names = "--adopt",
      fallbackValue = "true",
      description = "Also what Neon's create-branch-action made for closed pull requests.")
  private boolean adopt;

  @Option(
      names = "--dry-run",
      fallbackValue = "true",
      description = "Say what would be removed now; change nothing.")
  private boolean dryRun;

  /** Made by the parser. */
  public SweepOptions() {}

  /** Does what the sentence says, and puts out its result. */
  public int run(UnaryOperator<Sweep> sentence) {
    results();
    SweepResult result =
        new Execution(this, dryRun, null)
            .call(
                builder ->
                    builder
                        .pullRequests(open())
                        .deployer(
                            Deployments.process(ProcessDeployer.of("whichever runs"), program())),
                neonflow -> {
                  Sweep sweep = sentence.apply(neonflow.sweep());
                  Sweep all = adopt ? sweep.adopting() : sweep;
                  return dryRun ? all.dryRun() : all.run();
                });
    return report(result);
  }

  private FilePullRequests open() {
    if (pullRequests == null) {
      throw PreconditionException.usage(
          "nothing says which pull requests are open",
          "add --pull-requests FILE, with a number on each line, for example from:"
              + " gh pr list --limit 1000 --json number --jq '.[].number'");
    }
    return new FilePullRequests(program().directory().resolve(pullRequests));
  }

  private int report(SweepResult result) {
    Map<String, @Nullable Object> fields =
        DevOptions.named(
            "items", result.items().stream().map(SweepOptions::fields).toList(),
            "notes", result.notes());
    result.notes().forEach(terminal()::line);
    if (result.status() == WorkflowStatus.SUCCEEDED) {
      String lines =
          result.items().stream().map(SweepItem::toString).collect(Collectors.joining("\n"));
      return succeed(lines, fields);
    }
    if (result.status() == WorkflowStatus.CANCELLED) {
      Failure interrupted =
          new Failure(
              program().interruption().code(),
              null,
              "interrupted",
              "run again to go on: " + program().commandAgain(),
              null);
      return results().failed(interrupted, "cancelled", "", fields, terminal());
    }
    List<SweepItem> bad =
        result.items().stream()
            .filter(item -> item.outcome() == SweepItem.Outcome.FAILED || !item.left().isEmpty())
            .toList();
    bad.forEach(item -> terminal().always(item.toString()));
    Failure left =
        new Failure(
            ExitCodes.LEFTOVERS,
            null,
            bad.size() + " of " + result.items().size() + " previews could not be removed wholly",
            bad.get(0).next().isEmpty()
                ? "run again: " + program().commandAgain()
                : bad.get(0).next(),
            null);
    return results().failed(left, "done_with_leftovers", "", fields, terminal());
  }

  private static Map<String, @Nullable Object> fields(SweepItem item) {
    return DevOptions.named(
        "preview", item.name(),
        "pr", item.pullRequest(),
        "outcome", item.outcome().name().toLowerCase(Locale.ROOT),
        "branches", item.branches(),
        "deployments", item.deployments(),
        "reason", item.reason(),
        "left", item.left(),
        "next", item.next());
  }
}
