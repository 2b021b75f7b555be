package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.Key;
import java.net.URI;

/**
 * A running application.
 *
 * @param platform where it runs
 * @param name its name there
 * @param url where people reach it
 * @param created whether this run started or changed it; false if it was running as wanted
 * @param adopted whether it is not surely this run that made it; an adopted one is never destroyed
 *     because a later step failed
 * @param detail what else to know, for example the process id; may be empty
 */
public record Deployment(
    String platform, String name, URI url, boolean created, boolean adopted, String detail) {

  /** The output of a deploy step. */
  public static final Key<Deployment> KEY = new Key<>("deployment", Deployment.class);

  /** The same that stays, whatever happens. */
  Deployment asAdopted() {
    return new Deployment(platform, name, url, created, true, detail);
  }
}
