package dev.neonflow.cli;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.workflows.BranchLeftException;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.DryRun;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.TestBranch;
import dev.neonflow.workflows.TestBranches;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.Times;
import dev.neonflow.workflows.internal.process.Command;
import dev.neonflow.workflows.internal.process.DatabaseEnvironment;
import dev.neonflow.workflows.internal.process.ForegroundProcess;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code test} understands. */
@Examples({"neonflow test -- npm test", "neonflow test --data schema-only -- mvn verify"})
public final class TestOptions extends NeonOptions {

  /** The command ends within two seconds or is killed; deleting its branch takes its time. */
  private static final Duration REMOVAL = Duration.ofSeconds(30);

  private static final String EXAMPLE = "neonflow test [options] -- npm test";

  @Parameters(
      arity = "0..*",
      paramLabel = "-- COMMAND",
      description =
          "The command and its arguments, after \"--\". It gets DATABASE_URL, DIRECT_URL,"
              + " DATABASE_URL_UNPOOLED (direct), DATABASE_URL_POOLED and PGHOST, PGPORT, PGUSER,"
              + " PGPASSWORD, PGDATABASE, PGSSLMODE. Its output is the output (with --output json"
              + " it goes to standard error), its exit code the exit code.")
  private List<String> command = List.of();

  @Mixin private final BranchOptions branch = new BranchOptions();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final MigrationOptions migration = new MigrationOptions();

  @Option(
      names = "--dry-run",
      fallbackValue = "true",
      description = "Say what would be done now; change nothing.")
  private boolean dryRun;

  private volatile @Nullable BranchRef made;

  /** Made by the parser. */
  public TestOptions() {}

  /**
   * How it ended.
   *
   * @param left why the branch may be there still, or null
   */
  private record Ran(BranchRef branch, int exitCode, @Nullable BranchLeftException left) {}

  /** What the branch should be like. */
  public BranchSpec branch() {
    return branch.over(BranchSpec.DEFAULT);
  }

  /** Whether there is something to migrate with. */
  public boolean migrates() {
    return migration.migrates();
  }

  /** Runs the command on one of the branches that the sentence names. */
  public int run(Function<Neonflow, TestBranches> sentence) {
    check();
    migration.choose(program().directory());
    Optional<EmbeddedServer> absent = dryRun ? absent() : Optional.empty();
    if (absent.isPresent()) {
      terminal()
          .line("no embedded Neon runs in " + absent.get().directory() + ", so none was asked");
      return succeed("", DevOptions.named("items", List.of()));
    }
    Execution execution = new Execution(this, dryRun);
    return dryRun
        ? execution.call(
            this::tell, neonflow -> sentence.apply(neonflow).dryRun(), (dry, console) -> said(dry))
        : execution.call(
            this::tell,
            neonflow -> ran(sentence.apply(neonflow)),
            this::end,
            new Execution.Removal(
                REMOVAL,
                "ending the command and removing the branch; again to leave it",
                this::left));
  }

  /** What may be there if the removal is not waited for. */
  private String left() {
    BranchRef branch = made;
    return branch == null
        ? "perhaps a branch test/...; it expires"
        : "perhaps branch "
            + branch.name()
            + " ("
            + branch.branchId()
            + ")"
            + (branch.expiresAt() == null
                ? ""
                : "; it expires at " + Times.words(branch.expiresAt()));
  }

  @Override
  void check() {
    super.check();
    branch();
    if (command.isEmpty()) {
      throw PreconditionException.usage("the command to run is missing", EXAMPLE);
    }
    if (program().afterOptions() != command.size()) {
      throw PreconditionException.usage(
          "the command to run must come after \"--\"",
          "neonflow test [options] -- " + commandLine());
    }
  }

  private void tell(NeonflowBuilder builder) {
    database.tell(builder);
    migration.tell(builder, terminal());
  }

  private Ran ran(TestBranches branches) {
    Ran ran = null;
    try (TestBranch opened = branches.open()) {
      made = opened.branch();
      ran = new Ran(opened.branch(), exitCode(opened.connection()), null);
    } catch (BranchLeftException e) {
      if (ran == null) {
        throw e;
      }
      return new Ran(ran.branch(), ran.exitCode(), e);
    }
    return ran;
  }

  private int exitCode(ConnectionUris uris) {
    Outputs.secrets(uris).forEach(terminal()::mask);
    ConnectionUri direct = uris.direct();
    Map<String, String> variables = DatabaseEnvironment.forTools(direct, uris.pooled());
    Command child =
        new Command(
            command,
            program().directory(),
            variables,
            (name, value) -> isLockUrl(name),
            Redactor.of(direct, uris.pooled()));
    return ForegroundProcess.run(child, streams(), this::isTyped);
  }

  /** Whether the request to end may be a Ctrl-C at the terminal, which the command gets, too. */
  private boolean isTyped() {
    boolean terminal = program().live() != null || hasConsole();
    return terminal && program().interruption().code() == ExitCodes.INTERRUPTED;
  }

  /** What asks for an object on standard output wants nothing else there. */
  private ForegroundProcess.Streams streams() {
    boolean json = results().json();
    if (program().interruption().isPossible()) {
      return new ForegroundProcess.Streams(true, json ? program().err() : null, null);
    }
    return new ForegroundProcess.Streams(
        false, json ? program().err() : program().out(), program().err());
  }

  private int said(DryRun dry) {
    List<DryRun.Line> lines = new ArrayList<>(dry.lines());
    lines.add(new DryRun.Line("command", "would run " + commandLine()));
    lines.add(new DryRun.Line("delete-branch", "would delete the branch, whatever happened"));
    return results().planned(new DryRun(dry.plan(), lines));
  }

  private String commandLine() {
    return command.stream().map(Shell::quoted).collect(Collectors.joining(" "));
  }

  private int end(Ran ran, @Nullable String console) {
    BranchRef used = ran.branch();
    Map<String, @Nullable Object> fields =
        DevOptions.named(
            "branch_id", used.branchId(),
            "branch_name", used.name(),
            "created", used.created(),
            "deleted", ran.left() == null,
            "db_host", used.host(),
            "db_host_pooled", used.pooledHost(),
            "command_exit_code", ran.exitCode());
    BranchLeftException left = ran.left();
    String again = "run again: " + program().commandAgain();
    int signal = program().interruption().code();
    if (signal == 0 && ran.exitCode() == ExitCodes.DONE) {
      return left == null
          ? succeed("", fields)
          : results().failed(Failure.of(left), "done_with_leftovers", "", fields, terminal());
    }
    Failure failure =
        signal != 0
            ? new Failure(signal, "command", "interrupted", again, null)
            : new Failure(
                ran.exitCode(),
                "command",
                commandLine() + " ended with exit code " + ran.exitCode(),
                again,
                null);
    String status = signal != 0 ? "cancelled" : "failed";
    String what = left == null ? "" : Failure.message(left) + "; " + left.next();
    return results().failed(failure, status, what, fields, terminal());
  }
}
