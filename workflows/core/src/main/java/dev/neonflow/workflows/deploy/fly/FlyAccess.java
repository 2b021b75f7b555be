package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.PreconditionException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How Fly is reached.
 *
 * @param machinesApi the base of the Machines API; https, or on this machine
 * @param url where an app answers, with {@code {app}} for its name
 * @param flyctl the program, or its path
 * @param flyctlVersion the only version that will do, for example {@code 0.3.200}, or null for any
 *     that is new enough
 */
public record FlyAccess(
    URI machinesApi, String url, String flyctl, @Nullable String flyctlVersion) {

  /** Fly itself, with the {@code flyctl} on the path. */
  public static final FlyAccess DEFAULT =
      new FlyAccess(
          URI.create("https://api.machines.dev"), "https://{app}.fly.dev/", "flyctl", null);

  /** Refuses a version that is none. */
  public FlyAccess {
    if (flyctlVersion != null && FlyctlVersion.in(flyctlVersion).isEmpty()) {
      throw PreconditionException.usage(
          "'" + flyctlVersion + "' is no version of flyctl",
          "write it like " + FlyctlVersion.OLDEST);
    }
  }

  /**
   * Refuses what {@code flyctl version} says, unless that version will do.
   *
   * @throws PreconditionException if it is another than the one that is asked for, too old, or no
   *     version at all
   */
  public void checkFlyctl(String said) {
    FlyctlVersion.in(said)
        .orElseThrow(
            () ->
                PreconditionException.state(
                    flyctl + " version does not tell a version",
                    "install flyctl, or name its path",
                    null))
        .check(flyctlVersion);
  }

  boolean isFlyItself() {
    return machinesApi.equals(DEFAULT.machinesApi());
  }
}
