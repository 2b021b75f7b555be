package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.process.ChildProcess;
import dev.neonflow.workflows.internal.process.Command;
import dev.neonflow.workflows.internal.process.MarkedProcesses;
import dev.neonflow.workflows.internal.process.ProcessTree;
import dev.neonflow.workflows.internal.redaction.Redactor;
import dev.neonflow.workflows.internal.redaction.TokenParts;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fly's own program, as a child process with a configuration directory of its own, which goes when
 * this is closed, together with the agent that flyctl leaves behind. The token is in its
 * environment and nowhere else. Used by one thread.
 */
final class Flyctl implements Closeable {
  private static final String DIRECTORY = "FLY_CONFIG_DIR";

  /** A background process without work of its own: nothing is lost when it is killed. */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private static final Pattern RELEASE =
      Pattern.compile("^\\s*\\{.*\"version\"\\s*:\\s*(\\d+).*\"image_ref\".*}\\s*$");

  private final FlyDeployer deployer;
  private final StepContext context;
  private final Redactor redactor;
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  private Flyctl(FlyDeployer deployer, StepContext context, Redactor redactor, Path directory) {
    this.deployer = deployer;
    this.context = context;
    this.redactor = redactor;
    this.directory = directory;
    // They are in the environment here, and none of flyctl's business.
    deployer.secrets().forEach(name -> environment.put(name, ""));
    environment.put(FlyDeployer.TOKEN, context.secrets().get(FlyDeployer.TOKEN).reveal());
    environment.put(DIRECTORY, directory.toString());
    environment.put("FLY_NO_UPDATE_CHECK", "1");
    environment.put("FLY_SEND_METRICS", "0");
    environment.put("FLY_SYNTHETICS_AGENT", "0");
    environment.put("FLY_EMIT_RELEASE_JSON", "1");
    environment.put("NO_COLOR", "1");
    if (!deployer.access().isFlyItself()) {
      environment.put("FLY_FLAPS_BASE_URL", deployer.access().machinesApi().toString());
    }
  }

  /**
   * Finds it, and checks its version.
   *
   * @param hidden what its output must not show, beside the token
   * @throws PreconditionException if there is none, or one that will not do
   */
  static Flyctl open(FlyDeployer deployer, StepContext context, List<Secret> hidden)
      throws IOException {
    List<Secret> all = new ArrayList<>(hidden);
    Secret token = context.secrets().get(FlyDeployer.TOKEN);
    all.add(token);
    all.addAll(TokenParts.of(token));
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    Path directory = FlyctlDirectory.make(parent, context.clock().instant());
    Flyctl flyctl = new Flyctl(deployer, context, Redactor.of(all), directory);
    try {
      flyctl.checkVersion();
      return flyctl;
    } catch (RuntimeException e) {
      flyctl.close();
      throw e;
    }
  }

  private void checkVersion() {
    StringBuilder text = new StringBuilder();
    run(List.of("version"), line -> text.append(line).append('\n'));
    deployer.access().checkFlyctl(text.toString());
  }

  /**
   * Learns the newest secrets of an app, which a deployment would not wait for otherwise. It is a
   * matter of seconds, so a flyctl that cannot do it deploys all the same.
   */
  void syncSecrets(String app) {
    try {
      run(List.of("secrets", "sync", "-a", app), line -> {});
    } catch (PreconditionException | DeployFailedException e) {
      context.progress("the newest secrets are not waited for: " + e.getMessage(), -1);
    }
  }

  /**
   * Builds and deploys.
   *
   * @return the number of the release, if it told one
   */
  Optional<String> deploy(List<String> options) {
    List<String> arguments = new ArrayList<>(List.of("deploy"));
    arguments.addAll(options);
    List<String> releases = new ArrayList<>();
    run(
        arguments,
        line -> {
          Matcher release = RELEASE.matcher(line);
          if (release.matches()) {
            releases.add(release.group(1));
          } else if (!line.isBlank()) {
            context.progress(line, -1);
          }
        });
    return releases.stream().reduce((first, last) -> last);
  }

  private void run(List<String> arguments, Consumer<String> lines) {
    List<String> argv = new ArrayList<>(List.of(deployer.access().flyctl()));
    argv.addAll(arguments);
    Command command =
        new Command(argv, deployer.build().directory().toAbsolutePath(), environment, redactor);
    FlyctlFailure failure = new FlyctlFailure();
    int exitCode =
        ChildProcess.run(
            command,
            line -> {
              failure.add(line);
              lines.accept(line);
            },
            context.cancel(),
            context::heartbeat);
    if (exitCode != 0) {
      throw failure.of(exitCode, "flyctl " + arguments.get(0), deployer.org());
    }
  }

  /** Ends what flyctl left behind, and removes its directory. */
  @Override
  public void close() {
    var unused =
        ProcessTree.end(() -> MarkedProcesses.with(DIRECTORY, directory.toString()), PATIENCE);
    FlyctlDirectory.remove(directory);
  }
}
