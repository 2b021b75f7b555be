package dev.neonflow.workflows;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.ci.CiContext;
import dev.neonflow.workflows.ci.Environment;
import dev.neonflow.workflows.ci.PullRequests;
import dev.neonflow.workflows.ci.RepositoryOrigin;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.internal.Locks;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.report.Reporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where workflows begin: {@code neonflow.preview().forPr(42).migrate().deploy().comment().run()}.
 * Immutable and thread-safe.
 */
public final class Neonflow {

  private final NeonflowBuilder settings;
  private final Subjects subjects;
  private final RepositoryOrigin repositoryOrigin;
  private final Locks locks;
  private final Turns turns = new Turns();
  private final Supplier<@Nullable ConnectionUri> production;

  Neonflow(NeonflowBuilder settings) {
    this.settings = settings;
    Environment environment = new Environment(settings.environment);
    this.locks =
        new Locks(
            settings.lockDirectory != null ? settings.lockDirectory : environment.lockDirectory(),
            settings.lockDatabase,
            settings.scheduler);
    this.production =
        settings.production != null ? () -> settings.production : environment::productionUrl;
    CiContext ci = CiContext.read(environment, settings.directory);
    this.subjects =
        new Subjects(
            settings.projectId != null ? settings.projectId : ci.projectId(),
            settings.repository != null ? settings.repository : ci.repository(),
            settings.gitBranch,
            settings.commit,
            ci);
    this.repositoryOrigin =
        settings.repository != null ? RepositoryOrigin.GIVEN : ci.repositoryOrigin();
  }

  /**
   * From the environment of this process: {@code NEON_API_KEY}, {@code NEON_PROJECT_ID} and what CI
   * and git say.
   */
  public static Neonflow fromEnvironment() {
    return builder(Neon.fromEnvironment()).build();
  }

  /** With this client, which stays the caller's to close. */
  public static NeonflowBuilder builder(Neon neon) {
    return new NeonflowBuilder(neon);
  }

  /**
   * The Neon project.
   *
   * @throws InvalidWorkflowException if none is known
   */
  public String projectId() {
    return subjects.project();
  }

  /** The repository whose pull requests previews are for, {@code owner/name}. */
  public String repository() {
    return subjects.repository();
  }

  /**
   * Where the repository's name comes from. If it is the directory's, checkouts of that name share
   * their previews.
   */
  public RepositoryOrigin repositoryOrigin() {
    return repositoryOrigin;
  }

  /** A branch for a pull request, and what is put onto it. */
  public Start<PreviewWorkflow> preview() {
    return new Start<>(subjects, subject -> PreviewWorkflow.begin(Draft.of(this, subject)));
  }

  /** The removal of what a preview made. */
  public Start<TeardownWorkflow> teardown() {
    return new Start<>(subjects, subject -> TeardownWorkflow.begin(Draft.of(this, subject)));
  }

  /** The project's default branch, migrated and deployed. */
  public ProductionWorkflow production() {
    return ProductionWorkflow.begin(Draft.of(this, subjects.production()));
  }

  /** A long-lived branch that follows its parent on request. */
  public StagingWorkflow staging() {
    return StagingWorkflow.begin(Draft.of(this, subjects.staging()));
  }

  /**
   * A workflow of one's own.
   *
   * @param name of {@code a-z}, {@code 0-9} and {@code -}; two runs of one name exclude each other
   */
  public CustomWorkflow workflow(String name) {
    return CustomWorkflow.begin(Draft.of(this, subjects.workflow(name)), "workflow");
  }

  /** The branches of the engineers of the project. */
  public DevBranches dev() {
    return new DevBranches(this, subjects);
  }

  /** Branches for one test run each. */
  public TestBranches testing() {
    return new TestBranches(this, subjects, settings.runIds);
  }

  /** The removal of all previews that nobody needs any more. */
  public Sweep sweep() {
    return Sweep.begin(this, subjects);
  }

  /**
   * Runs a plan to its end, as the workflow it was made of would.
   *
   * @throws InvalidWorkflowException if it holds a lambda, which only its own workflow can run, or
   *     a step needs what no step before it puts out
   * @throws WorkflowFailedException if a step failed or the run was cancelled, with all outcomes
   */
  public WorkflowResult run(Plan plan) {
    Planner.check(plan);
    return Failures.throwIfFailed(start(plan, Map.of(), List.of()).await());
  }

  /**
   * Runs steps in this process for an {@link Engine}: what its workers have. Pull requests are
   * watched of this entry point's repository only.
   */
  public StepHost stepHost() {
    return new StepHost(runner(List.of()), repository());
  }

  WorkflowRun start(Plan plan, Map<String, StepBody> bodies, List<WorkflowListener> listeners) {
    Runner runner = runner(listeners);
    return settings.engine == null
        ? runner.start(plan, bodies)
        : settings.engine.start(plan, settings.runIds.get(), runner.listeners());
  }

  Optional<Migrator> migrator() {
    return Optional.ofNullable(settings.migrator);
  }

  Optional<Deployer> deployer() {
    return Optional.ofNullable(settings.deployer);
  }

  Optional<Reporter> reporter() {
    return Optional.ofNullable(settings.reporter);
  }

  Optional<PullRequests> pullRequests() {
    return Optional.ofNullable(settings.pullRequests);
  }

  @Nullable String database() {
    return settings.database;
  }

  @Nullable String role() {
    return settings.role;
  }

  /** The same for this project's database and role, unless it names some itself. */
  BranchSpec at(BranchSpec spec) {
    return spec.database() == null && spec.role() == null
        ? spec.at(settings.database, settings.role)
        : spec;
  }

  Runner runner(List<WorkflowListener> listeners) {
    List<WorkflowListener> all = new ArrayList<>(settings.listeners);
    all.addAll(listeners);
    return new Runner(
        new Tools(settings.neon, settings.clock, settings.scheduler, secrets()),
        settings.runIds,
        locks,
        turns,
        new Doorkeeper(settings.pullRequests),
        production,
        all);
  }

  private Secrets secrets() {
    Secrets given = settings.secrets;
    return given == null ? Secrets.of(settings.environment) : given;
  }
}
