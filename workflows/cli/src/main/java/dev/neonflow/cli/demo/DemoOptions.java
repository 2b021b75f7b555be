package dev.neonflow.cli.demo;

import dev.neonflow.cli.Examples;
import dev.neonflow.cli.Interruptible;
import dev.neonflow.cli.NeonAccount;
import dev.neonflow.cli.ProgramOptions;
import dev.neonflow.cli.UserDirectories;
import dev.neonflow.workflows.PreconditionException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the tour understands. */
@Examples({"neonflow demo", "neonflow demo --keep", "neonflow demo --cloud"})
public final class DemoOptions extends ProgramOptions {

  /** Deleting two branches takes its time. */
  private static final Duration REMOVAL = Duration.ofSeconds(30);

  @Option(
      names = "--keep",
      fallbackValue = "true",
      description = "Leave the preview running; --stop removes it.")
  private boolean keep;

  @Option(
      names = "--stop",
      fallbackValue = "true",
      description = "Remove what --keep left running.")
  private boolean stop;

  @Option(
      names = "--cloud",
      fallbackValue = "true",
      description =
          "On your Neon account (NEON_API_KEY), with two branches made for the tour and removed at"
              + " its end; says which, and asks.")
  private boolean cloud;

  @Option(
      names = "--yes",
      fallbackValue = "true",
      description = "Use the account without asking (with --cloud).")
  private boolean yes;

  @Option(
      names = "--project-id",
      paramLabel = "ID",
      description = "The Neon project, with --cloud (default: the only one that the key can see).")
  private @Nullable String projectId;

  private @Nullable URI url;

  /** Made by a program. */
  public DemoOptions() {}

  /** Whether everything stays when the tour is over. */
  public boolean keeps() {
    return keep;
  }

  /** Whether there is no tour, but an end to what an earlier one kept. */
  public boolean stops() {
    return stop;
  }

  /** Ends what an earlier tour kept. */
  public int stop() throws Exception {
    if (cloud) {
      boolean there = CloudDemoNeon.stop(account(projectId));
      return succeed(there ? "stopped" : "nothing was left", Map.of("stopped", there));
    }
    boolean was = DemoShop.stopKept(keptDirectory(), environment());
    return succeed(was ? "stopped" : "nothing was kept", Map.of("stopped", was));
  }

  /** Who tells what happens. */
  public Tour tour() {
    return new Tour(
        terminal(),
        readTogether(),
        found -> {
          url = found;
          early(found.toString());
        });
  }

  /** Ends well, unless it was asked to end while it removed all. */
  public int end(Tour tour) {
    throwIfInterrupted();
    if (!keep) {
      tour.end(
          "Nothing of this is left: "
              + (cloud ? "no branch, " : "")
              + "no process, no port, no directory.");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    if (url != null) {
      fields.put("preview_url", url.toString());
    }
    return succeed("", fields);
  }

  Interruptible untilInterrupted() {
    return cloud
        ? interruptible(
            REMOVAL,
            "ending the tour and removing its branches; again to leave them",
            () -> "perhaps branches of the tour",
            CloudDemoNeon.STOP)
        : interruptible();
  }

  /** The account, if the tour is to use it and may. */
  Optional<DemoNeon> cloud() {
    if (!cloud) {
      return Optional.empty();
    }
    if (keep) {
      throw PreconditionException.usage(
          "--keep would leave branches in your account", "leave out --keep or --cloud");
    }
    NeonAccount account = account(projectId);
    try {
      List<String> said = CloudDemoNeon.announcement(account.projectId());
      confirm(said, yes, "Go on?", "neonflow demo --cloud --yes");
    } catch (RuntimeException e) {
      account.neon().close();
      throw e;
    }
    return Optional.of(new CloudDemoNeon(account));
  }

  Map<String, String> variables() {
    return environment();
  }

  Path keptDirectory() {
    return UserDirectories.data(environment()).resolve("demo");
  }
}
