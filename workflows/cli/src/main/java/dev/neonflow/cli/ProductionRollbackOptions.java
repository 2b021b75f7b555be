package dev.neonflow.cli;

import dev.neonflow.workflows.DryRun;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ProductionWorkflow;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code production rollback} understands. */
@Examples({"neonflow production rollback --dry-run", "neonflow production rollback --yes"})
public final class ProductionRollbackOptions extends RunOptions {

  private static final String COMMAND = "neonflow production rollback";
  private static final String NOTHING = "nothing to do";
  private static final Pattern POINT = Pattern.compile("\\brestore/\\d{8}-\\d{6}-[a-z0-9-]*");

  @Option(
      names = "--to",
      paramLabel = "NAME",
      description = "The restore point, restore/... (default: the newest).")
  private @Nullable String to;

  @Option(
      names = "--yes",
      fallbackValue = "true",
      description = "Do it without asking; what is lost is said all the same.")
  private boolean yes;

  @Option(
      names = "--again",
      fallbackValue = "true",
      description = "Though production is back there already (with --to).")
  private boolean again;

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  /** Runs what the sentence says. */
  public int run(Function<Neonflow, ProductionWorkflow> sentence) {
    return run(
        database::tell,
        neonflow -> {
          ProductionWorkflow workflow = sentence.apply(neonflow);
          if (isDryRun() || yes) {
            return workflow;
          }
          confirm(terminal(), workflow, ProgramOptions::answer);
          return sentence.apply(neonflow);
        });
  }

  @Override
  void check() {
    super.check();
    if (again && to == null) {
      throw PreconditionException.usage(
          "--again needs the restore point", "add --to NAME: " + COMMAND + " --dry-run names it");
    }
    if (!isDryRun() && !yes && !canAsk()) {
      throw PreconditionException.usage(
          "going back loses what was written since, and there is no terminal to ask at",
          "look what it loses: " + again("--dry-run") + "; then do it: " + again("--yes"));
    }
  }

  /** Going back, in the sentence. */
  public ProductionWorkflow back(ProductionWorkflow production) {
    return chosen(keepingSecrets(production));
  }

  ProductionWorkflow chosen(ProductionWorkflow production) {
    return to == null
        ? production.rollback()
        : again ? production.rollbackAgain(to) : production.rollback(to);
  }

  private String again(String option) {
    return COMMAND
        + (to == null ? "" : " --to " + Shell.quoted(to))
        + (again ? " --again" : "")
        + " "
        + option;
  }

  /**
   * Says what would be lost, and asks. From then on it is about the restore point that was
   * confirmed, whatever others are made while somebody thinks about the answer. Where production is
   * back already, there is nothing to ask.
   *
   * @throws WorkflowCancelledException if the answer is not yes
   */
  void confirm(Terminal terminal, ProductionWorkflow workflow, Supplier<@Nullable String> answer) {
    String loss =
        workflow.dryRun().lines().stream()
            .filter(line -> line.stepId().equals(ProductionWorkflow.LOSS.name()))
            .map(DryRun.Line::text)
            .collect(Collectors.joining("\n"));
    terminal.always(loss);
    if (loss.startsWith(NOTHING)) {
      return;
    }
    ask(terminal, "Go back?", answer);
    Matcher point = POINT.matcher(loss);
    if (!point.find()) {
      throw new IllegalStateException("no restore point is named in: " + loss);
    }
    to = point.group();
  }
}
