package dev.neonflow.workflows.deploy;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.internal.process.ChildProcess;
import dev.neonflow.workflows.internal.process.Command;
import dev.neonflow.workflows.internal.process.DatabaseEnvironment;
import dev.neonflow.workflows.internal.process.Tail;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Runs the commands of a {@link CommandDeployer}. */
final class PlatformCommands {
  private static final int SHELL_CANNOT_RUN = 126;
  private static final int SHELL_FOUND_NOTHING = 127;

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");

  private final CommandDeployer deployer;
  private final StepContext context;
  private final Map<String, String> environment = new HashMap<>();
  private final List<Secret> secrets = new ArrayList<>();
  private boolean ran;

  PlatformCommands(CommandDeployer deployer, StepContext context) {
    this.deployer = deployer;
    this.context = context;
    Subject subject = context.subject();
    Integer pr = subject.pullRequest();
    String commit = subject.commit();
    environment.put("NEONFLOW_PR", pr == null ? "" : pr.toString());
    environment.put("NEONFLOW_SHA", commit == null ? "" : commit);
    for (String name : deployer.secrets()) {
      Secret secret = context.secrets().get(name);
      secrets.add(secret);
      environment.put(name, secret.reveal());
    }
  }

  /** Commands that get a name. */
  PlatformCommands named(DeploymentRef deployment) {
    environment.put("NEONFLOW_DEPLOYMENT", deployment.name());
    return this;
  }

  /** Commands that get a database. */
  PlatformCommands with(ConnectionUris uris) {
    environment.putAll(DatabaseEnvironment.forApplications(uris.direct(), uris.pooled()));
    for (ConnectionUri uri : List.of(uris.direct(), uris.pooled())) {
      secrets.add(uri.password());
      secrets.add(uri.uri());
    }
    return this;
  }

  /** Whether a command ended; a shell that misses a program may have run others before. */
  boolean ran() {
    return ran;
  }

  /** The lines of what the list command prints that may be names. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    run(deployer.list(), line -> names.add(line.strip()));
    names.removeIf(line -> !NAME.matcher(line).matches());
    return names;
  }

  /**
   * Runs one to its end.
   *
   * @param lines gets its output, redacted
   * @throws DeployFailedException if it did not succeed
   * @throws PreconditionException if it cannot be run
   */
  void run(List<String> line, Consumer<String> lines) {
    Redactor redactor = Redactor.of(secrets);
    List<String> argv = deployer.shell() ? Command.shell(line.get(0)) : line;
    Command command = new Command(argv, deployer.directory(), environment, redactor);
    Tail tail = new Tail();
    int exitCode =
        ChildProcess.run(
            command,
            text -> {
              tail.add(text);
              lines.accept(text);
            },
            context.cancel(),
            context::heartbeat);
    ran = true;
    if (exitCode == 0) {
      return;
    }
    String what = "`" + redactor.redact(String.join(" ", line)) + "`";
    boolean nothingRan = exitCode == SHELL_FOUND_NOTHING || exitCode == SHELL_CANNOT_RUN;
    if (deployer.shell() && nothingRan) {
      throw PreconditionException.usage(
          "cannot run " + what + tail.last().map(last -> ": " + last).orElse(""),
          "install the program, or put its directory on PATH");
    }
    String output = tail.toString();
    throw new DeployFailedException(
        what
            + " ended with exit code "
            + exitCode
            + (output.isEmpty() ? "; it wrote nothing" : ". It wrote: " + output),
        "mend what it says, then run again",
        null);
  }
}
