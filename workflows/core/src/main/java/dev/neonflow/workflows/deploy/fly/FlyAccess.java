package dev.neonflow.workflows.deploy.fly;

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

  boolean isFlyItself() {
    return machinesApi.equals(DEFAULT.machinesApi());
  }
}
