package dev.neonflow.cli;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.branch.Compute;
import dev.neonflow.workflows.branch.Lease;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import dev.neonflow.workflows.migrate.Migrator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code preview up} understands. */
public final class PreviewUpOptions extends PreviewOptions {

  private static final Pattern SIZES = Pattern.compile("(\\d+(?:\\.\\d+)?)-(\\d+(?:\\.\\d+)?)");

  @Option(
      names = "--parent",
      paramLabel = "BRANCH",
      description = "The branch to start from (the project's default branch).")
  private @Nullable String parent;

  @Option(names = "--database", paramLabel = "NAME", description = "The database (neondb).")
  private @Nullable String database;

  @Option(names = "--role", paramLabel = "NAME", description = "The role (neondb_owner).")
  private @Nullable String role;

  @Option(
      names = "--expires-in",
      paramLabel = "TIME",
      description = "How long the branch lives after the last run (7d).")
  private @Nullable String expiresIn;

  @Option(
      names = "--compute",
      paramLabel = "MIN-MAX",
      description = "Size of the compute, for example 0.25-2 (as Neon decides).")
  private @Nullable String compute;

  @Option(
      names = "--suspend-after",
      paramLabel = "TIME",
      description = "Idle time until the compute is suspended (as Neon decides).")
  private @Nullable String suspendAfter;

  @Option(
      names = "--migrate",
      paramLabel = "COMMAND",
      description = "The command that migrates; it gets DATABASE_URL.")
  private @Nullable String migrate;

  @Option(
      names = "--flyway",
      paramLabel = "DIR",
      description = "The directory with Flyway migrations (found if it is in a usual place).")
  private @Nullable Path flyway;

  @Option(
      names = "--process-command",
      paramLabel = "COMMAND",
      description =
          "The application; it gets PORT and DATABASE_URL and answers at / (--deploy process).")
  private @Nullable String processCommand;

  @Option(
      names = "--expose-secrets",
      fallbackValue = "true",
      description =
          "Also put out the connection strings and the password; only with --output json, or in"
              + " GitHub Actions.")
  private boolean exposeSecrets;

  private Migrations migrations = Migrations.NONE;
  private @Nullable Outputs outputs;

  /** Runs what the sentence says, with the tools that the options name. */
  public int run(Function<Neonflow, PreviewWorkflow> sentence) {
    check();
    migrations = Migrations.choose(program().directory(), migrate, flyway);
    Outputs collected = new Outputs(exposeSecrets, terminal()::mask);
    if (!isDryRun() && (exposeSecrets || gitHub())) {
      outputs = collected;
    }
    return run(this::tools, collected, sentence);
  }

  /** What is wrong is said before anything else happens. */
  @Override
  void check() {
    super.check();
    compute();
    lease();
    deploys();
    if (exposeSecrets && !results().json() && !gitHub()) {
      throw PreconditionException.usage(
          "--expose-secrets needs --output json: the text result is the preview's URL or branch",
          "add --output json");
    }
  }

  /** Puts the options that are about the branch into the sentence. */
  public PreviewWorkflow branch(PreviewWorkflow preview) {
    PreviewWorkflow changed = preview;
    if (parent != null) {
      changed = changed.from(parent);
    }
    if (branchTemplate() != null) {
      changed = changed.branchName(branchTemplate());
    }
    Lease lease = lease();
    if (lease != null) {
      changed = changed.expiresIn(lease.length());
    }
    Compute size = compute();
    if (size != null) {
      changed = changed.compute(size);
    }
    Outputs wanted = outputs;
    // Before any tool runs, so that a secret is hidden before anything can print it.
    return wanted == null
        ? changed
        : changed.then(
            Outputs.STEP,
            context -> wanted.connectedTo(context.connection(context.get(PreviewWorkflow.BRANCH))));
  }

  /** Whether there is something to migrate with. */
  public boolean migrates() {
    return migrations.migrator() != null;
  }

  /** Whether the application is to run. */
  public boolean deploys() {
    String place = deployment();
    if ("none".equals(place) && processCommand != null) {
      throw PreconditionException.usage(
          "--process-command is given, but --deploy none says that nothing is deployed",
          "leave one of them out");
    }
    boolean process = "process".equals(place) || processCommand != null;
    if (process && processCommand == null) {
      throw PreconditionException.usage(
          "--deploy process needs the application's command",
          "add --process-command \"COMMAND\", for example \"java -jar app.jar\"");
    }
    return process;
  }

  private @Nullable Lease lease() {
    return expiresIn == null ? null : new Lease(Durations.parse("--expires-in", expiresIn));
  }

  private @Nullable Compute compute() {
    Compute size = null;
    if (compute != null) {
      Matcher sizes = SIZES.matcher(compute);
      if (!sizes.matches()) {
        throw PreconditionException.usage(
            "--compute is '" + compute + "', which are not two sizes", "write it like 0.25-2");
      }
      size = Compute.units(Double.parseDouble(sizes.group(1)), Double.parseDouble(sizes.group(2)));
    }
    if (suspendAfter == null) {
      return size;
    }
    Duration idle = Durations.parse("--suspend-after", suspendAfter);
    return size == null ? Compute.suspendedAfter(idle) : size.suspendAfter(idle);
  }

  private Neonflow.Builder tools(Neonflow.Builder builder) {
    if (database != null) {
      builder.database(database);
    }
    if (role != null) {
      builder.role(role);
    }
    terminal().line(migrations.said());
    Migrator migrator = migrations.migrator();
    if (migrator != null) {
      builder.migrator(migrator);
    }
    if (deploys() && processCommand != null) {
      builder.deployer(process(ProcessDeployer.command(processCommand)));
    }
    return builder;
  }
}
