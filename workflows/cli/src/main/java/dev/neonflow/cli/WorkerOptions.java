package dev.neonflow.cli;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.PreconditionException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a process understands that does the steps of runs which an engine decides about. */
@Examples("neonflow worker --temporal-address 127.0.0.1:7233 --task-queue neonflow")
public final class WorkerOptions extends NeonOptions {

  /** For steps that run: first to end by themselves, then to stop when told. */
  private static final Duration STOP = Duration.ofSeconds(75);

  @Option(
      names = "--task-queue",
      paramLabel = "NAME",
      defaultValue = "neonflow",
      description = "Temporal's task queue to take work from (default: neonflow).")
  private String taskQueue = "neonflow";

  @Option(
      names = "--temporal-address",
      paramLabel = "HOST:PORT",
      description = "Temporal's server (default: 127.0.0.1:7233).")
  private @Nullable String address;

  @Option(
      names = "--temporal-namespace",
      paramLabel = "NAME",
      description = "Temporal's namespace (default: default).")
  private @Nullable String namespace;

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  /** Made by a program. */
  public WorkerOptions() {}

  /** The task queue. */
  public String taskQueue() {
    return taskQueue;
  }

  /** The server, as host and port. */
  public String address() {
    return address == null ? "127.0.0.1:7233" : address;
  }

  /** The namespace. */
  public String namespace() {
    return namespace == null ? "default" : namespace;
  }

  /** The server's key, which is sent encrypted only; {@code TEMPORAL_API_KEY}. */
  public Optional<Secret> apiKey() {
    return variable("TEMPORAL_API_KEY").map(Secret::of);
  }

  /** The file of the certificate by which the server knows this client, if it asks for one. */
  public Optional<Path> certificate() {
    return file("TEMPORAL_TLS_CLIENT_CERT_PATH");
  }

  /** The file of its private key, PKCS 8. */
  public Optional<Path> privateKey() {
    return file("TEMPORAL_TLS_CLIENT_KEY_PATH");
  }

  private Optional<Path> file(String name) {
    return variable(name).map(program().directory()::resolve);
  }

  private Optional<String> variable(String name) {
    return program().settings().environment(name);
  }

  @Override
  void check() {
    super.check();
    if (lockUrl().isPresent()) {
      throw PreconditionException.usage(
          "--lock-url-env has no meaning here: Temporal keeps two runs of a key apart",
          "leave it out");
    }
    if (limit() != null) {
      throw PreconditionException.usage(
          "--timeout has no meaning here: a worker serves until it is stopped", "leave it out");
    }
    if (!address().matches("\\S+:\\d{1,5}")) {
      throw PreconditionException.usage(
          "'" + address() + "' is not an address", "give HOST:PORT, for example 127.0.0.1:7233");
    }
    if (certificate().isPresent() != privateKey().isPresent()) {
      throw PreconditionException.usage(
          "of TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH only one is set",
          "set both, or none");
    }
  }

  /** What to throw if the server does not answer. */
  public ConnectionLostException unreachable(Exception cause) {
    return new ConnectionLostException(
        "Temporal does not answer at " + address() + ", namespace " + namespace(),
        "start it (temporal server start-dev), or name another one with --temporal-address",
        cause);
  }

  /** What to throw if the server knows neither the namespace nor who asks. */
  public PreconditionException refused(Exception cause) {
    return PreconditionException.state(
        "Temporal at "
            + address()
            + " refuses namespace "
            + namespace()
            + ": "
            + cause.getMessage(),
        "check --temporal-namespace and TEMPORAL_API_KEY",
        cause);
  }

  /** Begins to work. */
  @FunctionalInterface
  public interface Beginning {
    /** Takes steps from now on. */
    Serving begin(Neonflow neonflow) throws Exception;
  }

  /**
   * Somebody who does steps.
   *
   * @param abortable whether the steps that run end soon once they are told to
   * @param end ends the work, and waits for the steps that run
   */
  public record Serving(BooleanSupplier abortable, Runnable end) {}

  /** Serves until the process is asked to end. */
  public int serve(Beginning beginning) {
    check();
    return new Execution(this, false)
        .call(this::tell, neonflow -> serve(neonflow, beginning), (code, console) -> code);
  }

  private void tell(NeonflowBuilder builder) {
    database.tell(builder);
    OnGitHub repository = new OnGitHub(program());
    if (repository.isKnown()) {
      builder.pullRequests(repository.pullRequests());
    }
  }

  private int serve(Neonflow neonflow, Beginning beginning) {
    CountDownLatch end = new CountDownLatch(1);
    AtomicReference<@Nullable Serving> at = new AtomicReference<>();
    Interruption.Work work =
        program().interruption().during(end::countDown, STOP, () -> isEndable(at.get()));
    try {
      Serving serving = beginning.begin(neonflow);
      at.set(serving);
      try {
        terminal().line(ready(neonflow));
        end.await();
        terminal()
            .line(
                "stopping: waiting for the steps that run; a second signal ends at once,"
                    + " if no migration of production runs");
      } finally {
        serving.end().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw PreconditionException.state("the worker could not begin or end: " + e, "", e);
    } finally {
      work.end();
    }
    return program().interruption().code();
  }

  private static boolean isEndable(@Nullable Serving serving) {
    return serving == null || serving.abortable().getAsBoolean();
  }

  private String ready(Neonflow neonflow) {
    return "ready: Neon project "
        + neonflow.projectId()
        + ", task queue "
        + taskQueue
        + " at "
        + address()
        + ", namespace "
        + namespace()
        + "; stop it with Ctrl-C";
  }
}
