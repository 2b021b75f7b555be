package dev.neonflow.cli;

import dev.neonflow.embedded.RunningServer;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.projects.ListProjects;
import dev.neonflow.sdk.projects.ProjectListItem;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.PreconditionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Neon a command works with. */
public abstract class NeonOptions extends ProgramOptions {

  @Option(
      names = "--project-id",
      paramLabel = "ID",
      description = "The Neon project (the only one that the key can see).")
  private @Nullable String projectId;

  @Option(
      names = "--embedded",
      fallbackValue = "true",
      description = "Use the embedded Neon of this machine; starts it if it is not running.")
  private boolean embedded;

  @Option(
      names = "--lock-url-env",
      paramLabel = "NAME",
      description =
          "The environment variable with the direct URL of a PostgreSQL database that also keeps"
              + " runs on other machines out.")
  private @Nullable String lockUrlEnv;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "End after this time, for example 15m (no limit).")
  private @Nullable String timeout;

  /** For the subclasses of this package and of scripts. */
  protected NeonOptions() {}

  /**
   * A client and the project.
   *
   * @param console the base of the project's pages, or null where there are none
   */
  record Target(Neon neon, String projectId, @Nullable String console) {}

  /**
   * Looks at the options alone.
   *
   * @throws PreconditionException if one of them is wrong
   */
  void check() {
    results();
    lockUrl();
    var unused = limit();
  }

  /** How long the command may take, or null for no limit. */
  final @Nullable Duration limit() {
    return timeout == null ? null : Durations.parse("--timeout", timeout);
  }

  /** Whether it matters to people which repository the command takes this checkout for. */
  boolean isAboutRepository() {
    return false;
  }

  /**
   * Where the locks are that other machines see, if anywhere.
   *
   * @throws PreconditionException if the variable that was named holds no such place
   */
  final Optional<Secret> lockUrl() {
    if (lockUrlEnv == null) {
      return Optional.empty();
    }
    String url = environment().getOrDefault(lockUrlEnv, "");
    String next = "set " + lockUrlEnv + " to the direct URL of a database: postgresql://...";
    if (url.isBlank()) {
      throw PreconditionException.usage(
          "--lock-url-env names " + lockUrlEnv + ", which is not set", next);
    }
    Secret secret = Secret.of(url.strip());
    if (isPooled(secret, next)) {
      throw PreconditionException.usage(
          lockUrlEnv + " leads through a pooler, which cannot hold a lock", next);
    }
    return Optional.of(secret);
  }

  private boolean isPooled(Secret url, String next) {
    try {
      return ConnectionUri.parse(url).isPooled();
    } catch (IllegalArgumentException e) {
      throw PreconditionException.usage(lockUrlEnv + " is not the URL of a database", next);
    }
  }

  /** Whether there is anything that lets this work with Neon. */
  final boolean hasKey() {
    return embedded || program().settings().find("api-key").isPresent();
  }

  /** The embedded Neon that the options name, if it would have to be started first. */
  final Optional<EmbeddedServer> absent() {
    return Optional.of(program().environment())
        .filter(environment -> embedded)
        .map(EmbeddedServer::usual)
        .filter(server -> server.running().isEmpty());
  }

  /**
   * The client and the project that the options name.
   *
   * @throws PreconditionException if there is no key, or not one project that is meant
   * @throws ConnectionLostException if an API of this machine is meant and nobody serves it
   */
  final Target target(Terminal terminal) {
    if (embedded) {
      RunningServer server =
          EmbeddedServer.usual(program().environment()).runningOrStarted(terminal);
      terminal.mask(server.apiKey());
      Neon neon = Neon.builder(Secret.of(server.apiKey())).apiBase(server.apiBase()).build();
      // It has one project; the environment may name one of a real account.
      return new Target(neon, server.projectId(), null);
    }
    Settings settings = program().settings();
    if (settings.find("api-key").isEmpty()) {
      throw PreconditionException.state(
          "there is no API key for Neon",
          "export NEON_API_KEY=... (made in Neon's console), or add --embedded to try without one",
          null);
    }
    settings.find("api-key").ifPresent(key -> terminal.mask(key.value()));
    Neon neon =
        Neon.fromEnvironment(
            name ->
                switch (name) {
                  case "NEON_API_KEY" -> value(settings, "api-key");
                  case "NEON_API_HOST" -> value(settings, "api-host");
                  default -> null;
                });
    LocalApi.requireListening(neon.apiBase());
    String project = projectId == null ? onlyProject(neon, terminal) : projectId;
    boolean real = "console.neon.tech".equals(neon.apiBase().getHost());
    return new Target(
        neon, project, real ? "https://console.neon.tech/app/projects/" + project : null);
  }

  private static @Nullable String value(Settings settings, String name) {
    return settings.find(name).map(Settings.Setting::value).orElse(null);
  }

  private static String onlyProject(Neon neon, Terminal terminal) {
    List<ProjectListItem> projects = neon.projects().list(ListProjects.all()).items();
    if (projects.size() == 1) {
      ProjectListItem only = projects.get(0);
      terminal.line("project: " + only.name() + " (" + only.id() + "), the only one of this key");
      return only.id();
    }
    if (projects.isEmpty()) {
      throw PreconditionException.state(
          "the API key sees no project",
          "make one in Neon's console, or give --project-id if the key belongs to one project",
          null);
    }
    StringBuilder lines = new StringBuilder("add one of these");
    for (ProjectListItem project : projects) {
      lines
          .append("\n    --project-id ")
          .append(project.id())
          .append("   # ")
          .append(project.name());
    }
    throw PreconditionException.usage(
        "the API key sees " + projects.size() + " projects, and none is named", lines.toString());
  }
}
