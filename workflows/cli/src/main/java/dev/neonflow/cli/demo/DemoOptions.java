package dev.neonflow.cli.demo;

import dev.neonflow.cli.ProgramOptions;
import dev.neonflow.cli.UserDirectories;
import java.io.Closeable;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the tour understands. */
public final class DemoOptions extends ProgramOptions {

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

  /** Ends well. */
  public int end(Tour tour) {
    tour.end(keep);
    Map<String, Object> fields = new LinkedHashMap<>();
    if (url != null) {
      fields.put("preview_url", url.toString());
    }
    return succeed("", fields);
  }

  Closeable untilInterrupted() {
    return interruptible();
  }

  Map<String, String> variables() {
    return environment();
  }

  Path keptDirectory() {
    return UserDirectories.data(environment()).resolve("demo");
  }
}
