package dev.neonflow.workflows.deploy.fly;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of {@code flyctl deploy}; everybody on the machine can read them. */
final class FlyctlOptions {
  private FlyctlOptions() {}

  /** A list of its own, to be added to. */
  static List<String> of(FlyDeployer deployer, FlyApp app, boolean production) {
    FlyBuild build = deployer.build();
    List<String> options = new ArrayList<>(List.of("-a", app.name(), "--yes"));
    add(options, "--config", build.config());
    if (!build.hasOption("--local-only") && !build.hasOption("--remote-only")) {
      options.add("--remote-only");
    }
    if (app.origin() != FlyApp.Origin.GIVEN && !build.hasOption("--strategy")) {
      // What a killed bluegreen deployment leaves keeps the next one from beginning.
      options.addAll(List.of("--strategy", "rolling"));
    }
    add(options, "--primary-region", deployer.region());
    add(options, "--image", build.image());
    options.addAll(deployer.machines().options(production));
    build
        .sortedBuildArgs()
        .forEach((name, value) -> add(options, "--build-arg", name + "=" + value));
    options.addAll(build.options());
    return options;
  }

  private static void add(List<String> options, String name, @Nullable String value) {
    if (value != null) {
      options.add(name);
      options.add(value);
    }
  }
}
