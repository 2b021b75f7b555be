package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.deploy.fly.FlyAccess;
import dev.neonflow.workflows.deploy.fly.FlyDeployer;
import dev.neonflow.workflows.deploy.fly.FlyMachines;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands understand about applications on Fly.io. */
@Section.Of(Section.FLY)
final class FlyOptions {

  @Option(
      names = "--fly-org",
      paramLabel = "NAME",
      description = "The organization on Fly.io (default: none).")
  private @Nullable String org;

  @Option(
      names = "--fly-app",
      paramLabel = "TEMPLATE",
      description =
          "Name of the app on Fly.io, of {pr}, {name}, {repo} (default: made up; for production the one in"
              + " fly.toml).")
  private @Nullable String app;

  @Option(
      names = "--fly-region",
      paramLabel = "CODE",
      description = "The region on Fly.io (default: what fly.toml says).")
  private @Nullable String region;

  @Option(
      names = "--fly-path",
      paramLabel = "DIR",
      description = "The directory that Fly.io builds (default: this one).")
  private @Nullable Path path;

  @Option(
      names = "--fly-config",
      paramLabel = "FILE",
      description = "Fly's configuration file, in that directory (default: fly.toml).")
  private @Nullable String config;

  @Option(
      names = "--fly-image",
      paramLabel = "IMAGE",
      description = "Deploy this image; build none (default: none).")
  private @Nullable String image;

  @Option(
      names = "--fly-build-arg",
      paramLabel = "NAME=VALUE",
      description = "A value for the build, no secret; can be given several times (default: none).")
  private @Nullable List<String> buildArgs;

  @Option(
      names = "--fly-build-secret",
      paramLabel = "NAME",
      hidden = true,
      description = "Refused: flyctl would show it.")
  private @Nullable String buildSecret;

  @Option(
      names = "--fly-secret",
      paramLabel = "NAME",
      split = ",",
      description =
          "An environment variable here that the application gets as a secret (default: none).")
  private @Nullable List<String> secrets;

  @Option(
      names = "--fly-postgres",
      paramLabel = "CLUSTER",
      hidden = true,
      description = "Refused: the database is Neon's.")
  private @Nullable String postgres;

  @Option(
      names = "--fly-vm-size",
      paramLabel = "SIZE",
      description = "The machine's size, for example shared-cpu-1x (default: what fly.toml says).")
  private @Nullable String vmSize;

  @Option(
      names = "--fly-vm-cpu-kind",
      paramLabel = "shared|performance",
      description = "The kind of its processors (default: what fly.toml says).")
  private @Nullable String vmCpuKind;

  @Option(
      names = "--fly-vm-cpus",
      paramLabel = "NUMBER",
      description = "How many processors it has (default: what fly.toml says).")
  private @Nullable Integer vmCpus;

  @Option(
      names = "--fly-vm-memory",
      paramLabel = "MEGABYTES",
      description = "How much memory it has (default: what fly.toml says).")
  private @Nullable Integer vmMemory;

  @Option(
      names = "--fly-ha",
      fallbackValue = "true",
      description = "A spare machine for each (default: off; for production as flyctl says).")
  private @Nullable Boolean ha;

  @Option(
      names = "--fly-no-update",
      fallbackValue = "true",
      description = "Leave an app as it is that runs with the same database.")
  private boolean noUpdate;

  @Option(
      names = "--fly-health-path",
      paramLabel = "PATH",
      description = "What must answer with 2xx (default: /, with a status below 500).")
  private @Nullable String healthPath;

  @Option(
      names = "--fly-ready-within",
      paramLabel = "TIME",
      description = "How long it may take to answer (default: 3m).")
  private @Nullable String readyWithin;

  @Option(
      names = "--fly-deploy-option",
      paramLabel = "OPTION",
      description =
          "A further option of flyctl deploy; can be given several times (default: none).")
  private @Nullable List<String> options;

  @Option(
      names = "--flyctl-version",
      paramLabel = "VERSION",
      description = "The only version of flyctl that will do (default: any that is new enough).")
  private @Nullable String flyctlVersion;

  /** Refuses what makes no sense, whatever else is given. */
  void check() {
    if (postgres != null) {
      throw PreconditionException.usage(
          "--fly-postgres would set DATABASE_URL to a database of Fly.io, and the application would"
              + " not use its branch on Neon",
          "leave it out");
    }
    if (buildSecret != null) {
      throw PreconditionException.usage(
          "--fly-build-secret: flyctl takes build secrets in its arguments only, where everybody on"
              + " the machine can read them",
          "build the image with docker build --secret, push it, and give it with --fly-image");
    }
  }

  /** The organization, if one is named. */
  Optional<String> knownOrganization() {
    return Optional.ofNullable(org);
  }

  /**
   * The organization.
   *
   * @throws PreconditionException if none is named
   */
  String organization() {
    if (org == null) {
      throw PreconditionException.usage(
          "--deploy fly needs the organization on Fly.io",
          "add --fly-org NAME, or set FLY_ORG (fly orgs list)");
    }
    return org;
  }

  /**
   * The deployer that the options describe.
   *
   * @throws PreconditionException if something is missing or wrong
   */
  FlyDeployer deployer(Program program) {
    check();
    String organization = organization();
    if (program.settings().environment(FlyDeployer.TOKEN).isEmpty()) {
      throw PreconditionException.state(
          "there is no " + FlyDeployer.TOKEN + " in the environment",
          "make a token and set it: fly tokens create org -o " + organization + " -x 720h",
          null);
    }
    Path directory = program.directory();
    FlyDeployer fly =
        FlyDeployer.org(organization)
            .in(path == null ? directory : directory.resolve(path))
            .machines(new FlyMachines(vmSize, vmCpuKind, vmCpus, vmMemory, ha))
            .buildArgs(pairs(buildArgs == null ? List.of() : buildArgs))
            .options(array(options))
            .secrets(array(secrets))
            .access(access(program.settings()));
    fly = app == null ? fly : fly.app(app);
    fly = region == null ? fly : fly.region(region);
    fly = config == null ? fly : fly.config(config);
    fly = image == null ? fly : fly.image(image);
    fly = healthPath == null ? fly : fly.healthPath(healthPath);
    fly = noUpdate ? fly.withoutUpdates() : fly;
    return readyWithin == null ? fly : fly.readyWithin(time(readyWithin));
  }

  private static Duration time(String text) {
    return Durations.parse("--fly-ready-within", text);
  }

  /**
   * The deployer for a run that deploys; what is wrong is said before there is a branch.
   *
   * @throws PreconditionException if something is missing or wrong
   */
  FlyDeployer deployer(Program program, DeployOptions.Purpose purpose) {
    FlyDeployer fly = deployer(program);
    DeployOptions.require(fly.secrets(), program);
    if (purpose == DeployOptions.Purpose.PRODUCTION) {
      fly.checkProduction();
    } else {
      fly.check(purpose == DeployOptions.Purpose.PREVIEW);
    }
    return fly;
  }

  /** Fly itself, or who stands in for it: by the variable that flyctl reads, too. */
  private FlyAccess access(Settings settings) {
    FlyAccess usual = FlyAccess.DEFAULT;
    return new FlyAccess(
        settings
            .environment("FLY_FLAPS_BASE_URL")
            .map(FlyOptions::address)
            .orElse(usual.machinesApi()),
        settings.environment("NEONFLOW_FLY_URL").orElse(usual.url()),
        settings.environment("NEONFLOW_FLYCTL").orElse(usual.flyctl()),
        flyctlVersion);
  }

  private static URI address(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw PreconditionException.usage(
          "FLY_FLAPS_BASE_URL is not an address", "unset it, or give the base of the Machines API");
    }
  }

  private static String[] array(@Nullable List<String> values) {
    return values == null ? new String[0] : values.toArray(String[]::new);
  }

  private static Map<String, String> pairs(List<String> given) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : given) {
      int end = pair.indexOf('=');
      if (end < 1) {
        throw PreconditionException.usage(
            "--fly-build-arg is '" + pair + "', which is no NAME=VALUE", "write NAME=VALUE");
      }
      pairs.put(pair.substring(0, end), pair.substring(end + 1));
    }
    return pairs;
  }
}
