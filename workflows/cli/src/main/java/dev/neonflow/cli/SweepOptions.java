package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Sweep;
import dev.neonflow.workflows.SweepItem;
import dev.neonflow.workflows.SweepResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.ci.FilePullRequests;
import dev.neonflow.workflows.ci.PullRequests;
import dev.neonflow.workflows.report.Reporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code sweep} understands. */
@Examples({"neonflow sweep --dry-run", "neonflow sweep --pull-requests open.txt"})
public final class SweepOptions extends NeonOptions {

  @Option(
      names = "--pull-requests",
      paramLabel = "FILE",
      description =
          "The open pull requests: a number on each line, or the word none (default: GitHub's,"
              + " with a token).")
  private @Nullable Path pullRequests;

  @Mixin private final ReportOptions report = new ReportOptions();

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

  @Mixin private final DeployOptions deploy = new DeployOptions();

  /** Made by the parser. */
  public SweepOptions() {}

  /** Does what the sentence says, and puts out its result. */
  public int run(UnaryOperator<Sweep> sentence) {
    check();
    Optional<EmbeddedServer> absent = dryRun ? absent() : Optional.empty();
    if (absent.isPresent()) {
      terminal()
          .line("no embedded Neon runs in " + absent.get().directory() + ", so none was asked");
      return succeed("", DevOptions.named("items", List.of(), "notes", List.of()));
    }
    Execution execution = new Execution(this, dryRun);
    return execution.call(
        builder -> {
          builder.pullRequests(open()).deployer(deploy.remover(program()));
          Reporter reporter = reporter();
          if (reporter != null) {
            builder.reporter(reporter);
          }
        },
        neonflow -> {
          Sweep sweep = sentence.apply(neonflow.sweep());
          Sweep all = adopt ? sweep.adopting() : sweep;
          return dryRun ? all.dryRun() : all.run();
        },
        (result, console) -> report(result, execution.tookLonger().orElse(null)));
  }

  @Override
  void check() {
    super.check();
    var unused = deploy.remover(program());
    reporter();
    if (open() instanceof FilePullRequests file) {
      var unusedToo = file.open();
    }
  }

  private @Nullable Reporter reporter() {
    return report.reporter(program(), gitHub(), true);
  }

  @Override
  boolean isAboutRepository() {
    return true;
  }

  private PullRequests open() {
    if (pullRequests != null) {
      return new FilePullRequests(program().directory().resolve(pullRequests));
    }
    OnGitHub repository = new OnGitHub(program());
    repository.refuseElsewhere("asking which pull requests are open");
    if (!repository.isKnown()) {
      throw PreconditionException.usage(
          "nothing says which pull requests are open",
          "set GITHUB_TOKEN to ask GitHub, or add --pull-requests FILE, with a number on each line,"
              + " for example from: gh pr list --limit 1000 --json number --jq '.[].number'");
    }
    return repository.pullRequests();
  }

  /** Puts it out; {@code late} is what is said if the time was over before it was done. */
  private int report(SweepResult result, @Nullable String late) {
    Map<String, @Nullable Object> fields =
        DevOptions.named(
            "items", result.items().stream().map(SweepOptions::fields).toList(),
            "notes", result.notes());
    result.notes().forEach(terminal()::line);
    if (result.items().isEmpty()) {
      terminal().line("there are no previews of " + result.subject().repository());
    }
    String lines =
        result.items().stream().map(SweepItem::toString).collect(Collectors.joining("\n"));
    if (result.status() == WorkflowStatus.SUCCEEDED) {
      return succeed(lines, fields);
    }
    early(lines);
    List<SweepItem> bad =
        result.items().stream()
            .filter(item -> item.outcome() == SweepItem.Outcome.FAILED || !item.left().isEmpty())
            .toList();
    Failure failure =
        result.status() == WorkflowStatus.CANCELLED
            ? interrupted(ExitCodes.of(result), late)
            : leftovers(bad, ExitCodes.of(result));
    String status = result.status().name().toLowerCase(Locale.ROOT);
    String left =
        bad.stream().flatMap(item -> item.left().stream()).collect(Collectors.joining("; "));
    return results().failed(failure, status, left, fields, terminal());
  }

  private Failure interrupted(int code, @Nullable String late) {
    int signal = program().interruption().code();
    String next = "run again to go on: " + program().commandAgain();
    return signal == 0 && late != null
        ? new Failure(ExitCodes.UNAVAILABLE, null, late, next, null)
        : new Failure(signal == 0 ? code : signal, null, "interrupted", next, null);
  }

  private Failure leftovers(List<SweepItem> bad, int code) {
    String names = bad.stream().map(SweepItem::name).collect(Collectors.joining(", "));
    String next = bad.get(0).next();
    return new Failure(
        code,
        null,
        "not wholly removed: " + names,
        next.isEmpty() ? "run again: " + program().commandAgain() : next,
        null);
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
