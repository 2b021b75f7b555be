package dev.neonflow.cli;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.EmbeddedNeonOptions;
import dev.neonflow.embedded.RunningServer;
import dev.neonflow.workflows.PreconditionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Option;

/** What the start of an embedded Neon understands. */
@Examples("neonflow embedded start --detach")
public final class EmbeddedStartOptions extends EmbeddedOptions {

  private static final Duration STOP = Duration.ofMinutes(1);

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "7432",
      description = "The port of the API; 0 takes a free one (default: 7432).")
  private int port;

  @Option(
      names = "--durable",
      fallbackValue = "true",
      description = "Commits survive a loss of power; slower.")
  private boolean durable;

  @Option(
      names = "--detach",
      fallbackValue = "true",
      description = "Serve in the background and come back.")
  private boolean detach;

  /** Made by a program. */
  public EmbeddedStartOptions() {}

  /** Whether a background process is to serve. */
  public boolean detaches() {
    return detach;
  }

  /** What was asked for. */
  public EmbeddedNeonOptions neon() {
    if (port < 0 || port > 65535) {
      throw PreconditionException.usage(
          "--port is " + port + ", which is not a port", "give 0 to 65535");
    }
    refuseSecond();
    return EmbeddedNeonOptions.defaults()
        .dataDir(where())
        .cacheDir(UserDirectories.cache(program().environment()))
        .port(port)
        .durable(durable);
  }

  /** Starts a background process and says where it serves. */
  public int startDetached() {
    Optional<RunningServer> running = server().running();
    if (running.isPresent()) {
      terminal().line("it runs already");
      return results().succeeded(running.get().apiBase().toString(), fields(running.get()));
    }
    List<String> arguments = new ArrayList<>(List.of("--port", Integer.toString(port)));
    if (durable) {
      arguments.add("--durable");
    }
    RunningServer started = server().startDetached(arguments);
    sayHow("stop it with: neonflow embedded stop" + directoryOption());
    return results().succeeded(started.apiBase().toString(), fields(started));
  }

  /** Says where it serves and waits until the process is asked to end. */
  public int serve(EmbeddedNeon neon) {
    CountDownLatch end = new CountDownLatch(1);
    Interruption.Work work = program().interruption().during(end::countDown, STOP);
    try {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("api_host", neon.apiBase().toString());
      fields.put("project_id", neon.projectId());
      fields.put("pid", ProcessHandle.current().pid());
      sayHow("stop it with Ctrl-C");
      results().succeeded(neon.apiBase().toString(), fields);
      end.await();
      terminal().line("stopping");
      return program().interruption().code();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCodes.INTERRUPTED;
    } finally {
      work.end();
    }
  }

  private void sayHow(String toStop) {
    terminal().line("embedded Neon: data in " + where() + "; " + toStop);
    terminal().line("use it with: eval \"$(neonflow embedded env" + directoryOption() + ")\"");
  }

  private String directoryOption() {
    boolean usual = where().equals(EmbeddedServer.usual(program().environment()).directory());
    return usual ? "" : " --data-dir " + Shell.quoted(where().toString());
  }

  private void refuseSecond() {
    server()
        .running()
        .filter(found -> found.pid() != ProcessHandle.current().pid())
        .ifPresent(
            found -> {
              throw PreconditionException.state(
                  "an embedded Neon runs in " + where() + " already (process " + found.pid() + ")",
                  "neonflow embedded stop" + directoryOption() + ", or give another --data-dir",
                  null);
            });
  }
}
