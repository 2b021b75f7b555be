package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.internal.Polling;
import dev.neonflow.workflows.internal.files.PrivateFiles;
import dev.neonflow.workflows.internal.process.Command;
import dev.neonflow.workflows.internal.process.DatabaseEnvironment;
import dev.neonflow.workflows.internal.process.DetachedProcess;
import dev.neonflow.workflows.internal.process.ProcessIdentity;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** One deployment by {@link ProcessDeployer}: keep what runs as wanted, else start anew. */
final class ProcessDeployment {
  private static final Duration TURN = Duration.ofMillis(100);
  private static final int PORTS_TO_TRY = 3;
  private static final Duration KEPT_ANSWERS_WITHIN = Duration.ofSeconds(10);

  private final ProcessDeployer deployer;
  private final DeployRequest request;
  private final StepContext context;
  private final ProcessFiles files;
  private final Redactor redactor;
  private final HttpProbe probe = new HttpProbe();
  private final Polling polling;
  private boolean adopted;

  ProcessDeployment(ProcessDeployer deployer, DeployRequest request, StepContext context) {
    this.deployer = deployer;
    this.request = request;
    this.context = context;
    this.files = deployer.files(request.deployment());
    this.redactor = Redactor.of(request.connection());
    this.polling = new Polling(context, TURN);
  }

  /** How a start went. */
  private enum Readiness {
    READY,
    ENDED
  }

  Deployment deploy() throws Exception {
    adopted = !files.starts().isEmpty();
    Optional<ProcessState> before = files.readState();
    Optional<ProcessIdentity> running = files.running();
    if (before.isPresent() && running.isPresent() && before.get().isSameAs(wanted("", 0))) {
      if (isReady(running.get(), before.get().port(), KEPT_ANSWERS_WITHIN)) {
        return deployment(before.get().port(), running.get(), false);
      }
      context.progress("the running process does not answer; starting it again", -1);
    }
    int preferred = before.map(ProcessState::port).orElse(0);
    for (int attempt = 1; ; attempt++) {
      Optional<Deployment> started = startAndAwait(preferred, attempt == PORTS_TO_TRY);
      if (started.isPresent()) {
        return started.get();
      }
      preferred = 0;
      context.progress("the port was taken by another process; trying another", -1);
    }
  }

  /** Empty if the application ended because somebody else had got its port. */
  private Optional<Deployment> startAndAwait(int preferredPort, boolean last) throws Exception {
    StartedProcess started = new StartedProcess(files);
    try {
      return startAndAwait(started, preferredPort, last);
    } catch (Exception e) {
      // With its interrupt pending, a cancelled step could neither read files nor wait.
      boolean interrupted = Thread.interrupted();
      try {
        Exception told = started.hasBegun() ? withOutputIfCancelled(e) : e;
        started.giveUp(told);
        throw told;
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** A cancellation says what the application wrote, because it is stopped. */
  private Exception withOutputIfCancelled(Exception e) {
    try {
      context.cancel().throwIfCancelled();
      return e;
    } catch (WorkflowCancelledException cancelled) {
      return cancelled(cancelled, e);
    }
  }

  private Exception cancelled(WorkflowCancelledException cancelled, Exception e) {
    try {
      return new WorkflowCancelledException(
          cancelled.getMessage() + " while the application started" + output(),
          "run it again; what the application wrote is in " + files.log(),
          e);
    } catch (IOException unreadable) {
      e.addSuppressed(unreadable);
      return e;
    }
  }

  private String output() throws IOException {
    String tail = LogTail.of(files.log(), redactor);
    return tail.isEmpty() ? "; it wrote nothing" : ". It wrote: " + tail;
  }

  private Optional<Deployment> startAndAwait(
      StartedProcess started, int preferredPort, boolean last) throws Exception {
    String start = started.id();
    Set<String> before = files.starts();
    // Named first, so that a start which was given up does not begin, and no kill loses the port.
    files.writeState(wanted(start, preferredPort));
    files.stop(before);
    int port = LoopbackPorts.free(preferredPort);
    ProcessState state = wanted(start, port);
    files.writeState(state);
    PrivateFiles.makeEmpty(files.log());
    Process process =
        DetachedProcess.start(
            command(state), files.log(), files.record(start), files.state(), state.startLine());
    started.began(process);
    context.progress("started on port " + port, -1);
    Optional<ProcessIdentity> identity =
        polling.until(deployer.readyWithin(), () -> recorded(process)).orElse(Optional.empty());
    if (identity.isPresent() && isReady(identity.get(), port, deployer.readyWithin())) {
      return Optional.of(deployment(port, identity.get(), true));
    }
    // On a busy machine it may live and not have written its record yet.
    boolean ended = identity.isPresent() ? !identity.get().isAlive() : !process.isAlive();
    if (ended && !last && !LoopbackPorts.isFree(port)) {
      return Optional.empty();
    }
    throw failure(ended, port);
  }

  /** The process once it wrote its record; an empty answer if it ended without one. */
  private Optional<Optional<ProcessIdentity>> recorded(Process process) throws IOException {
    Optional<ProcessIdentity> identity = files.running();
    return identity.isPresent() || !process.isAlive() ? Optional.of(identity) : Optional.empty();
  }

  private boolean isReady(ProcessIdentity process, int port, Duration within) throws Exception {
    return polling
            .until(
                within,
                () -> {
                  OptionalInt status = probe.status(url(port));
                  if (!process.isAlive()) {
                    return Optional.of(Readiness.ENDED);
                  }
                  return status.isPresent() && status.getAsInt() < 500
                      ? Optional.of(Readiness.READY)
                      : Optional.empty();
                })
            .orElse(Readiness.ENDED)
        == Readiness.READY;
  }

  private DeployFailedException failure(boolean ended, int port) throws IOException {
    String what =
        ended
            ? "the application ended before it answered"
            : "the application did not answer at "
                + url(port)
                + " with a status below 500 within "
                + deployer.readyWithin().toSeconds()
                + " s";
    return new DeployFailedException(
        what + output(),
        (ended ? "see " : "let it listen on the port in PORT, and see ") + files.log(),
        null);
  }

  private Command command(ProcessState state) {
    Map<String, String> environment =
        new HashMap<>(
            DatabaseEnvironment.forApplications(
                request.connection().direct(), request.connection().pooled()));
    environment.put("PORT", Integer.toString(state.port()));
    environment.put(ProcessFiles.MARK, state.start());
    return new Command(deployer.argv(), deployer.directory(), environment, redactor);
  }

  private ProcessState wanted(String start, int port) {
    return ProcessState.of(start, port, request, deployer);
  }

  private Deployment deployment(int port, ProcessIdentity process, boolean created) {
    return new Deployment(
        deployer.platform(),
        request.deployment().name(),
        url(port),
        created,
        adopted,
        "process " + process.pid() + ", output in " + files.log());
  }

  private static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port + "/");
  }
}
