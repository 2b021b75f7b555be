package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.internal.Digests;

/** The one function that names deployments. */
public final class DeploymentNames {
  private static final int LONGEST = 63;
  private static final int HASH = 8;

  private DeploymentNames() {}

  /**
   * The deployment of a subject: the end of its key, the repository's name and a short hash of the
   * whole key, for example {@code pr-42-shop-1a2b3c4d}. The same subject always has the same name,
   * whatever its commit or git branch.
   */
  public static DeploymentRef of(Subject subject) {
    String key = subject.key();
    String repository = subject.repository();
    String readable =
        sanitised(key.substring(key.lastIndexOf('/') + 1))
            + "-"
            + sanitised(repository.substring(repository.lastIndexOf('/') + 1));
    int room = LONGEST - HASH - 1;
    String cut = readable.length() > room ? readable.substring(0, room) : readable;
    return new DeploymentRef(
        subject, cut.replaceAll("-+$", "") + "-" + Digests.sha256(key).substring(0, HASH));
  }

  private static String sanitised(String text) {
    String name = BranchNames.plain(text);
    return name.isEmpty() ? "x" : name;
  }
}
