package dev.neonflow.cli;

import dev.neonflow.embedded.RunningServer;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.PreconditionException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Neon a command works with. */
@Section.Of(Section.RUN)
public abstract class NeonOptions extends ProgramOptions {

  @Option(
      names = "--project-id",
      paramLabel = "ID",
      description = "The Neon project (default: the only one that the key can see).")
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
              + " runs on other machines out (default: none).")
  private @Nullable String lockUrlEnv;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "End after this time, for example 15m (default: no limit).")
  private @Nullable String timeout;

  /** For the subclasses of this package and of scripts. */
  protected NeonOptions() {}

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

  /** Whether an environment variable holds the way to the database of the locks. */
  final boolean isLockUrl(String variable) {
    return variable.equals(lockUrlEnv);
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
  final NeonAccount target(Terminal terminal) {
    if (embedded) {
      RunningServer server =
          EmbeddedServer.usual(program().environment()).runningOrStarted(terminal);
      terminal.mask(server.apiKey());
      Neon neon = Neon.builder(Secret.of(server.apiKey())).apiBase(server.apiBase()).build();
      // It has one project; the environment may name one of a real account.
      return new NeonAccount(neon, server.projectId(), null);
    }
    return NeonAccount.of(program().settings(), projectId, terminal);
  }
}
