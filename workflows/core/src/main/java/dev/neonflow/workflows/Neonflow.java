package dev.neonflow.workflows;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.ci.CiContext;
import dev.neonflow.workflows.ci.Environment;
import dev.neonflow.workflows.ci.PullRequests;
import dev.neonflow.workflows.ci.RepositoryOrigin;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.internal.Locks;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.report.Reporter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where workflows begin: {@code neonflow.preview().forPr(42).migrate().deploy().comment().run()}.
 * Immutable and thread-safe.
 */
public final class Neonflow {

  private final Builder settings;
  private final Subjects subjects;
  private final RepositoryOrigin repositoryOrigin;
  private final Locks locks;
  private final Turns turns = new Turns();
  private final Supplier<@Nullable ConnectionUri> production;

  private Neonflow(Builder settings) {
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
  public static Builder builder(Neon neon) {
    return new Builder(neon);
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
        new Tools(settings.neon, settings.clock, settings.scheduler, this::secret),
        settings.runIds,
        locks,
        turns,
        new Doorkeeper(settings.pullRequests),
        production,
        all);
  }

  private Secret secret(String name) {
    Secrets given = settings.secrets;
    if (given != null) {
      return given.get(name);
    }
    String value = settings.environment.apply(name);
    if (value == null || value.isBlank()) {
      throw PreconditionException.usage(
          "the environment variable " + name + " is not set", "set " + name + ", then run again");
    }
    return Secret.of(value);
  }

  /** Sets up the entry point. Mutable, not thread-safe; {@link #build()} copies it. */
  public static final class Builder {
    private final Neon neon;
    private @Nullable String projectId;
    private @Nullable String database;
    private @Nullable String role;
    private @Nullable String repository;
    private @Nullable String gitBranch;
    private @Nullable String commit;
    private @Nullable Migrator migrator;
    private @Nullable Deployer deployer;
    private @Nullable Reporter reporter;
    private @Nullable ConnectionUri production;
    private @Nullable Path lockDirectory;
    private @Nullable ConnectionUri lockDatabase;
    private @Nullable PullRequests pullRequests;
    private @Nullable Secrets secrets;
    private @Nullable Engine engine;
    private Path directory = Path.of("").toAbsolutePath();
    private Clock clock = Clock.systemUTC();
    private Scheduler scheduler = Scheduler.DEFAULT;
    private Supplier<RunId> runIds = () -> new RunId(UUID.randomUUID().toString());
    private Function<String, @Nullable String> environment = System::getenv;
    private List<WorkflowListener> listeners = new ArrayList<>();

    private Builder(Neon neon) {
      this.neon = neon;
    }

    private Builder(Builder other) {
      neon = other.neon;
      projectId = other.projectId;
      database = other.database;
      role = other.role;
      repository = other.repository;
      gitBranch = other.gitBranch;
      commit = other.commit;
      migrator = other.migrator;
      deployer = other.deployer;
      reporter = other.reporter;
      production = other.production;
      lockDirectory = other.lockDirectory;
      lockDatabase = other.lockDatabase;
      pullRequests = other.pullRequests;
      engine = other.engine;
      directory = other.directory;
      clock = other.clock;
      scheduler = other.scheduler;
      runIds = other.runIds;
      environment = other.environment;
      secrets = other.secrets;
      listeners = List.copyOf(other.listeners);
    }

    /** The Neon project; {@code NEON_PROJECT_ID} if not given. */
    public Builder projectId(String value) {
      projectId = value;
      return this;
    }

    /** The database; {@code neondb} if not given, or the branch's only one. */
    public Builder database(String value) {
      database = value;
      return this;
    }

    /** The role; {@code neondb_owner} if not given, or the database's owner. */
    public Builder role(String value) {
      role = value;
      return this;
    }

    /** {@code owner/name}; taken from CI or git if not given. */
    public Builder repository(String value) {
      repository = value;
      return this;
    }

    /** The pull request's git branch; taken from CI or git if not given. */
    public Builder gitBranch(@Nullable String value) {
      gitBranch = value;
      return this;
    }

    /** The commit's SHA; taken from CI or git if not given. */
    public Builder commit(@Nullable String value) {
      commit = value;
      return this;
    }

    /** What {@code migrate()} uses. */
    public Builder migrator(Migrator value) {
      migrator = value;
      return this;
    }

    /** What {@code deploy()} and {@code destroyDeployment()} use. */
    public Builder deployer(Deployer value) {
      deployer = value;
      return this;
    }

    /** What {@code comment()} and {@code report()} use. */
    public Builder reporter(Reporter value) {
      reporter = value;
      return this;
    }

    /**
     * Where production's database is: no preview may write there, and {@code production()} nowhere
     * else; {@code DATABASE_URL} if not given. One that is no URI lets neither of them begin. Feeds
     * the fence and nothing else.
     */
    public Builder productionUrl(Secret value) {
      production = ConnectionUri.parse(value);
      return this;
    }

    /** What time it is. */
    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /** What waits and limits run on. */
    public Builder scheduler(Scheduler value) {
      scheduler = value;
      return this;
    }

    /** Where runs get their ids from; random if not given. */
    public Builder runIds(Supplier<RunId> value) {
      runIds = value;
      return this;
    }

    /** The checkout; the working directory if not given. */
    public Builder directory(Path value) {
      directory = value.toAbsolutePath();
      return this;
    }

    /**
     * Where the locks are that keep two runs of a key apart; {@code
     * ${XDG_STATE_HOME:-$HOME/.local/state}/neonflow/locks} if not given.
     */
    public Builder lockDirectory(Path value) {
      lockDirectory = value;
      return this;
    }

    /**
     * A PostgreSQL database that keeps runs of a key apart across machines, by advisory locks. It
     * is not one that workflows reset or delete. Each run has a connection of its own to it, which
     * must be direct; a run whose connection breaks is cancelled. The file locks hold as well.
     *
     * @throws PreconditionException if it leads through a pooler, which cannot hold such a lock
     */
    public Builder lockUrl(Secret value) {
      ConnectionUri uri = ConnectionUri.parse(value);
      if (uri.isPooled()) {
        throw PreconditionException.usage(
            "the lock URL's host " + uri.host() + " is a pooler, which cannot hold a lock",
            "give the direct URL, whose host has no -pooler");
      }
      lockDatabase = uri;
      return this;
    }

    /**
     * Who knows whether a pull request is still open. Asked before each step of a preview: once it
     * is surely closed, which a file cannot tell, the run removes the preview instead of going on.
     * Not asked if not given.
     */
    public Builder pullRequests(PullRequests value) {
      pullRequests = value;
      return this;
    }

    /**
     * Where runs take place; this process if not given. With an engine, the locks and limits of
     * this process do not hold for them, and steps must be records. The fence and the look at the
     * pull request are then those of the workers: {@link #productionUrl} and {@link #pullRequests}
     * are to be given there, and here hold for dry runs and sweeps only.
     */
    public Builder engine(Engine value) {
      engine = value;
      return this;
    }

    /** The environment variables to read; those of this process if not given. */
    public Builder environment(Function<String, @Nullable String> value) {
      environment = value;
      return this;
    }

    /** Told about every run; can be given several times. */
    public Builder listener(WorkflowListener value) {
      listeners.add(value);
      return this;
    }

    /** Where steps get tokens and passwords; environment variables if not given. */
    public Builder secrets(Secrets value) {
      secrets = value;
      return this;
    }

    /** The entry point. Reads the environment and the checkout. */
    public Neonflow build() {
      return new Neonflow(new Builder(this));
    }
  }
}
