package dev.neonflow.workflows;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ci.CiContext;
import dev.neonflow.workflows.ci.Environment;
import dev.neonflow.workflows.ci.PullRequests;
import dev.neonflow.workflows.ci.RepositoryOrigin;
import dev.neonflow.workflows.deploy.Deployer;
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
  private final Path lockDirectory;
  private final @Nullable ConnectionUri production;

  private Neonflow(Builder settings) {
    this.settings = settings;
    Environment environment = new Environment(settings.environment);
    this.lockDirectory =
        settings.lockDirectory != null ? settings.lockDirectory : environment.lockDirectory();
    this.production =
        settings.production != null ? settings.production : environment.productionUrl();
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

  /**
   * Runs a plan to its end, as the workflow it was made of would.
   *
   * @throws InvalidWorkflowException if it holds a lambda, which only its own workflow can run
   * @throws WorkflowFailedException if a step failed or the run was cancelled, with all outcomes
   */
  public WorkflowResult run(Plan plan) {
    return Failures.throwIfFailed(runner(List.of()).start(plan, Map.of()).await());
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

  Runner runner(List<WorkflowListener> listeners) {
    List<WorkflowListener> all = new ArrayList<>(settings.listeners);
    all.addAll(listeners);
    return new Runner(
        settings.neon,
        settings.clock,
        settings.scheduler,
        settings.runIds,
        lockDirectory,
        production,
        all);
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
    private @Nullable PullRequests pullRequests;
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
      pullRequests = other.pullRequests;
      directory = other.directory;
      clock = other.clock;
      scheduler = other.scheduler;
      runIds = other.runIds;
      environment = other.environment;
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

    /** What {@code comment()} uses. */
    public Builder reporter(Reporter value) {
      reporter = value;
      return this;
    }

    /**
     * Production's database, which no preview may write to; {@code DATABASE_URL} if not given.
     * Feeds the fence and nothing else.
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
     * Who knows whether a pull request is still open. Asked before each step of a preview: once it
     * is closed, the run removes the preview instead of going on. Not asked if not given.
     */
    public Builder pullRequests(PullRequests value) {
      pullRequests = value;
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

    /** The entry point. Reads the environment and the checkout. */
    public Neonflow build() {
      return new Neonflow(new Builder(this));
    }
  }
}
