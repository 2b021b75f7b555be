package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.PreconditionException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the application runs on. What is null is left to Fly's configuration file.
 *
 * @param size for example {@code shared-cpu-1x}, or null
 * @param cpuKind {@code shared} or {@code performance}, or null
 * @param cpus how many, or null
 * @param memoryMb memory in megabytes, or null
 * @param ha whether there is a spare machine; null for none, but for production as flyctl says
 */
public record FlyMachines(
    @Nullable String size,
    @Nullable String cpuKind,
    @Nullable Integer cpus,
    @Nullable Integer memoryMb,
    @Nullable Boolean ha) {

  /** Whatever Fly's configuration file says. */
  public static final FlyMachines AS_CONFIGURED = new FlyMachines(null, null, null, null, null);

  /** Refuses what no machine can have. */
  public FlyMachines {
    if (cpuKind != null && !cpuKind.equals("shared") && !cpuKind.equals("performance")) {
      throw PreconditionException.usage(
          "machines on Fly.io have no CPUs of kind '" + cpuKind + "'",
          "write shared or performance");
    }
    if ((cpus != null && cpus < 1) || (memoryMb != null && memoryMb < 1)) {
      throw PreconditionException.usage(
          "a machine on Fly.io cannot have "
              + (cpus != null && cpus < 1 ? cpus + " CPUs" : memoryMb + " MB of memory"),
          "give a positive number");
    }
  }

  /** How many machines a group of processes has. */
  int wanted() {
    return Boolean.TRUE.equals(ha) ? 2 : 1;
  }

  List<String> options(boolean production) {
    List<String> options = new ArrayList<>();
    if (ha != null || !production) {
      options.add("--ha=" + Boolean.TRUE.equals(ha));
    }
    add(options, "--vm-size", size);
    add(options, "--vm-cpu-kind", cpuKind);
    add(options, "--vm-cpus", cpus);
    add(options, "--vm-memory", memoryMb);
    return options;
  }

  private static void add(List<String> options, String name, @Nullable Object value) {
    if (value != null) {
      options.add(name);
      options.add(value.toString());
    }
  }
}
