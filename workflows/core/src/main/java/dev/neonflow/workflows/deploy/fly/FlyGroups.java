package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.deploy.fly.FlyWire.Machine;
import dev.neonflow.workflows.deploy.fly.FlyWire.MachineConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The machines of an app by group of processes, and how many of them there may be. */
final class FlyGroups {
  private static final String GROUP = "fly_process_group";

  /** Machines of one command of a deployment, which Fly removes by itself. */
  private static final String PASSING = "fly_app_";

  private static final Set<String> GONE = Set.of("destroyed", "destroying");

  private final FlyApi api;
  private final StepContext context;

  FlyGroups(FlyApi api, StepContext context) {
    this.api = api;
    this.context = context;
  }

  /** The machines that the application runs on. */
  List<Machine> machines(String app) {
    return api.machines(app).stream()
        .filter(machine -> machine.id() != null)
        .filter(machine -> machine.state() == null || !GONE.contains(machine.state()))
        .filter(machine -> !group(machine).startsWith(PASSING))
        .toList();
  }

  /**
   * Removes what is more than wanted: machines that earlier deployments left, and those first that
   * do not run this release. One with a volume stays.
   *
   * @return the machines that are left, at least one
   * @throws DeployFailedException if there are none, or still too many
   */
  List<Machine> limit(String app, int wanted, FlyRelease release) {
    List<Machine> found = machines(app);
    List<Machine> tooMany = superfluous(found, wanted, release);
    for (Machine machine : tooMany) {
      context.progress("removing machine " + machine.id() + ", which is one too many", -1);
      api.removeMachine(app, String.valueOf(machine.id()));
    }
    List<Machine> left = tooMany.isEmpty() ? found : machines(app);
    if (left.isEmpty()) {
      throw new DeployFailedException(
          "flyctl ended well, but app " + app + " has no machine",
          "look at the app's configuration file: has it a process that is to run?",
          null);
    }
    List<String> still =
        superfluous(left, wanted, release).stream().map(Machine::id).map(String::valueOf).toList();
    if (!still.isEmpty()) {
      throw new DeployFailedException(
          "app " + app + " has more machines than wanted: " + String.join(", ", still) + " stay",
          "remove them: fly machine destroy --force -a " + app + " " + String.join(" ", still),
          null);
    }
    return left;
  }

  private static List<Machine> superfluous(List<Machine> all, int wanted, FlyRelease release) {
    Map<String, List<Machine>> groups =
        all.stream()
            .collect(Collectors.groupingBy(FlyGroups::group, TreeMap::new, Collectors.toList()));
    return groups.values().stream()
        .map(group -> superfluousOfGroup(group, wanted, release))
        .flatMap(Collection::stream)
        .toList();
  }

  private static List<Machine> superfluousOfGroup(
      List<Machine> group, int wanted, FlyRelease release) {
    List<Machine> worthFirst = new ArrayList<>(group);
    worthFirst.sort(
        Comparator.comparing(FlyGroups::hasVolume)
            .thenComparing(release::isOn)
            .thenComparing(machine -> String.valueOf(machine.createdAt()))
            .reversed());
    return worthFirst.stream().skip(wanted).filter(machine -> !hasVolume(machine)).toList();
  }

  private static boolean hasVolume(Machine machine) {
    MachineConfig config = machine.config();
    List<Object> mounts = config == null ? null : config.mounts();
    return mounts != null && !mounts.isEmpty();
  }

  private static String group(Machine machine) {
    MachineConfig config = machine.config();
    Map<String, String> metadata = config == null ? null : config.metadata();
    return metadata == null ? "" : metadata.getOrDefault(GROUP, "");
  }
}
