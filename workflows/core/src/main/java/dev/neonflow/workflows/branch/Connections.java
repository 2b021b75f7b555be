package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.Subject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How one run connects to its branches. Keeps what it learned until the run ends, and hands out
 * nothing for a branch that the workflow may not write to. Thread-safe.
 */
public final class Connections {

  private final Neon neon;
  private final Subject subject;
  private final @Nullable ConnectionUri production;
  private final Map<Target, ConnectionUris> known = new ConcurrentHashMap<>();
  private final Set<String> admitted = ConcurrentHashMap.newKeySet();
  private final Set<String> adopted = ConcurrentHashMap.newKeySet();

  /**
   * For one run.
   *
   * @param production the database that must not be the target, or null if unknown
   */
  public Connections(Neon neon, Subject subject, @Nullable ConnectionUri production) {
    this.neon = neon;
    this.subject = subject;
    this.production = production;
  }

  /** How to connect to a branch. One request at the first call, none after it. */
  public ConnectionUris of(BranchRef branch) {
    ConnectionUris uris = known.get(Target.of(branch));
    if (uris != null) {
      return uris;
    }
    if (branch.origin() == BranchRef.Origin.ADOPTED) {
      adopt(branch.branchId());
    }
    if (!admitted.contains(branch.branchId())) {
      AnnotatedBranch real = neon.branches().get(subject.projectId(), branch.branchId());
      Fence.checkBranch(real, subject, hasAdopted(branch.branchId()));
    }
    return admit(
        branch,
        neon.connectionUris()
            .get(
                subject.projectId(),
                ConnectionUriQuery.of(branch.database(), branch.role())
                    .branchId(branch.branchId())));
  }

  /** Remembers a branch that passed the fence, and the URI that came along with it. */
  ConnectionUris admit(BranchRef branch, ConnectionUri given) {
    ConnectionUri direct = given.direct();
    Fence.checkTarget(direct, production);
    ConnectionUris uris = new ConnectionUris(direct, direct.pooled());
    admitted.add(branch.branchId());
    known.put(Target.of(branch), uris);
    return uris;
  }

  /** From here on a branch that somebody else made counts as ours, for this run. */
  void adopt(String branchId) {
    adopted.add(branchId);
  }

  boolean hasAdopted(String branchId) {
    return adopted.contains(branchId);
  }

  private record Target(String branchId, String database, String role) {
    static Target of(BranchRef branch) {
      return new Target(branch.branchId(), branch.database(), branch.role());
    }
  }
}
