package dev.neonflow.workflows;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ci.PullRequests;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.report.Reporter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sets up the entry point. Mutable, not thread-safe; {@link #build()} copies it. */
public final class NeonflowBuilder {
  final Neon neon;
  @Nullable String projectId;
  @Nullable String database;
  @Nullable String role;
  @Nullable String repository;
  @Nullable String gitBranch;
  @Nullable String commit;
  @Nullable Migrator migrator;
  @Nullable Deployer deployer;
  @Nullable Reporter reporter;
  @Nullable ConnectionUri production;
  @Nullable Path lockDirectory;
  @Nullable ConnectionUri lockDatabase;
  @Nullable PullRequests pullRequests;
  @Nullable Secrets secrets;
  @Nullable Engine engine;
  Path directory = Path.of("").toAbsolutePath();
  Clock clock = Clock.systemUTC();
  Scheduler scheduler = Scheduler.DEFAULT;
  Supplier<RunId> runIds = () -> new RunId(UUID.randomUUID().toString());
  Function<String, @Nullable String> environment = System::getenv;
  List<WorkflowListener> listeners = new ArrayList<>();

  NeonflowBuilder(Neon neon) {
    this.neon = neon;
  }

  private NeonflowBuilder(NeonflowBuilder other) {
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
  public NeonflowBuilder projectId(String value) {
    projectId = value;
    return this;
  }

  /** The database; {@code neondb} if not given, or the branch's only one. */
  public NeonflowBuilder database(String value) {
    database = value;
    return this;
  }

  /** The role; {@code neondb_owner} if not given, or the database's owner. */
  public NeonflowBuilder role(String value) {
    role = value;
    return this;
  }

  /** {@code owner/name}; taken from CI or git if not given. */
  public NeonflowBuilder repository(String value) {
    repository = value;
    return this;
  }

  /** The pull request's git branch; taken from CI or git if not given. */
  public NeonflowBuilder gitBranch(@Nullable String value) {
    gitBranch = value;
    return this;
  }

  /** The commit's SHA; taken from CI or git if not given. */
  public NeonflowBuilder commit(@Nullable String value) {
    commit = value;
    return this;
  }

  /** What {@code migrate()} uses. */
  public NeonflowBuilder migrator(Migrator value) {
    migrator = value;
    return this;
  }

  /** What {@code deploy()} and {@code destroyDeployment()} use. */
  public NeonflowBuilder deployer(Deployer value) {
    deployer = value;
    return this;
  }

  /** What {@code comment()} and {@code report()} use. */
  public NeonflowBuilder reporter(Reporter value) {
    reporter = value;
    return this;
  }

  /**
   * Where production's database is: no preview may write there, and {@code production()} nowhere
   * else; {@code DATABASE_URL} if not given. One that is no URI lets neither of them begin. Feeds
   * the fence and nothing else.
   */
  public NeonflowBuilder productionUrl(Secret value) {
    production = ConnectionUri.parse(value);
    return this;
  }

  /** What time it is. */
  public NeonflowBuilder clock(Clock value) {
    clock = value;
    return this;
  }

  /** What waits and limits run on. */
  public NeonflowBuilder scheduler(Scheduler value) {
    scheduler = value;
    return this;
  }

  /** Where runs get their ids from; random if not given. */
  public NeonflowBuilder runIds(Supplier<RunId> value) {
    runIds = value;
    return this;
  }

  /** The checkout; the working directory if not given. */
  public NeonflowBuilder directory(Path value) {
    directory = value.toAbsolutePath();
    return this;
  }

  /**
   * Where the locks are that keep two runs of a key apart; {@code
   * ${XDG_STATE_HOME:-$HOME/.local/state}/neonflow/locks} if not given.
   */
  public NeonflowBuilder lockDirectory(Path value) {
    lockDirectory = value;
    return this;
  }

  /**
   * A PostgreSQL database that keeps runs of a key apart across machines, by advisory locks. It is
   * not one that workflows reset or delete. Each run has a connection of its own to it, which must
   * be direct; a run whose connection breaks is cancelled. The file locks hold as well.
   *
   * @throws PreconditionException if it leads through a pooler, which cannot hold such a lock
   */
  public NeonflowBuilder lockUrl(Secret value) {
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
   * Who knows whether a pull request is still open. Asked before each step of a preview: once it is
   * surely closed, which a file cannot tell, the run removes the preview instead of going on. Not
   * asked if not given.
   */
  public NeonflowBuilder pullRequests(PullRequests value) {
    pullRequests = value;
    return this;
  }

  /**
   * Where runs take place; this process if not given. With an engine, the locks and limits of this
   * process do not hold for them, and steps must be records. The fence and the look at the pull
   * request are then those of the workers: {@link #productionUrl} and {@link #pullRequests} are to
   * be given there, and here hold for dry runs and sweeps only.
   */
  public NeonflowBuilder engine(Engine value) {
    engine = value;
    return this;
  }

  /** The environment variables to read; those of this process if not given. */
  public NeonflowBuilder environment(Function<String, @Nullable String> value) {
    environment = value;
    return this;
  }

  /** Told about every run; can be given several times. */
  public NeonflowBuilder listener(WorkflowListener value) {
    listeners.add(value);
    return this;
  }

  /** Where steps get tokens and passwords; environment variables if not given. */
  public NeonflowBuilder secrets(Secrets value) {
    secrets = value;
    return this;
  }

  /** The entry point. Reads the environment and the checkout. */
  public Neonflow build() {
    return new Neonflow(new NeonflowBuilder(this));
  }
}
