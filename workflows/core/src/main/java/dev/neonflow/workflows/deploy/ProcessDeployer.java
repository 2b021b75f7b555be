package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.ci.Environment;
import dev.neonflow.workflows.internal.process.Command;
import dev.neonflow.workflows.internal.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the application as a process on this machine, which lives on when this one ends. It gets
 * {@code PORT}, {@code DATABASE_URL} (pooled), {@code DATABASE_URL_UNPOOLED} and the {@code PG*}
 * variables of libpq, and is ready when {@code http://127.0.0.1:$PORT/} answers with a status below
 * 500.
 *
 * <p>Its output goes to {@code NAME.log} in the state directory, as it is, readable by this user
 * only. The same commit and the same database connection keep what runs; an unknown commit does
 * not. Where {@code setsid} exists (Linux) the application has a session of its own, so that
 * neither Ctrl-C nor the end of the terminal reaches it; on macOS it only ignores the latter, and
 * on Windows it is an ordinary child process.
 *
 * @param argv the program and its arguments; everybody on the machine sees them, so no secrets
 * @param directory where it runs
 * @param stateDir where its state and output are kept, or null for {@code
 *     ${XDG_STATE_HOME:-$HOME/.local/state}/neonflow/deployments}; made if missing, removed when
 *     empty
 * @param readyWithin how long it may take to answer
 */
public record ProcessDeployer(
    List<String> argv, Path directory, @Nullable Path stateDir, Duration readyWithin)
    implements Deployer {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  /** Copies the list. */
  public ProcessDeployer {
    argv = List.copyOf(argv);
    if (argv.isEmpty() || argv.get(argv.size() - 1).isBlank()) {
      throw PreconditionException.usage("the command to deploy is empty", "name a command");
    }
  }

  /** A line of shell, run in this process's directory, which has a minute to answer. */
  public static ProcessDeployer command(String line) {
    return new ProcessDeployer(Command.shell(line), Path.of(""), null, READY_WITHIN);
  }

  /** A program with its arguments, otherwise like {@link #command}. */
  public static ProcessDeployer of(String... argv) {
    return new ProcessDeployer(List.of(argv), Path.of(""), null, READY_WITHIN);
  }

  /** The same, run in another directory. */
  public ProcessDeployer in(Path otherDirectory) {
    return new ProcessDeployer(argv, otherDirectory, stateDir, readyWithin);
  }

  /** The same with another state directory; teardown needs the one that deploying had. */
  public ProcessDeployer stateDir(Path otherStateDir) {
    return new ProcessDeployer(argv, directory, otherStateDir, readyWithin);
  }

  /** The same with another time to get ready. */
  public ProcessDeployer readyWithin(Duration otherTime) {
    return new ProcessDeployer(argv, directory, stateDir, otherTime);
  }

  ProcessFiles files(DeploymentRef deployment) {
    return new ProcessFiles(place(), deployment.name());
  }

  private Path place() {
    return stateDir == null ? Environment.ofProcess().deploymentsDirectory() : stateDir;
  }

  @Override
  public String platform() {
    return "process";
  }

  @Override
  public String describe() {
    String last = argv.get(argv.size() - 1);
    boolean shell = argv.equals(Command.shell(last));
    return "a process: `" + (shell ? last : String.join(" ", argv)) + "`";
  }

  @Override
  public Deployment deploy(DeployRequest request, StepContext context) throws Exception {
    return new ProcessDeployment(this, request, context).deploy();
  }

  @Override
  public String dryRun(DeploymentRef deployment, StepContext context) throws Exception {
    ProcessFiles files = files(deployment);
    if (files.running().isEmpty()) {
      return "would start " + describe();
    }
    String commit = deployment.subject().commit();
    boolean same =
        files
            .readState()
            .filter(state -> commit != null && commit.equals(state.commit()))
            .isPresent();
    return same
        ? "would keep the running process, if its database connection is the same"
        : "would restart " + describe() + " for another commit";
  }

  @Override
  public String dryRunDestroy(DeploymentRef deployment, StepContext context) throws Exception {
    ProcessFiles files = files(deployment);
    Optional<ProcessIdentity> running = files.running();
    if (running.isPresent()) {
      return "would stop process " + running.get().pid() + " of deployment " + deployment.name();
    }
    return files.starts().isEmpty()
        ? "would do nothing: there is no deployment " + deployment.name()
        : "would remove what is left of deployment " + deployment.name();
  }

  @Override
  public boolean destroy(DeploymentRef deployment, StepContext context) throws Exception {
    return files(deployment).destroy();
  }

  @Override
  public Optional<Set<String>> names(StepContext context) throws IOException {
    return Optional.of(ProcessFiles.names(place()));
  }
}
