package dev.neonflow.cli.doctor;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.projects.Project;
import dev.neonflow.sdk.projects.ProjectOwner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the key of Neon sees its project, and what the plan leaves. Writes nothing. */
public final class NeonCheck {
  private static final String AREA = "neon";
  private static final int FEW = 2;

  private final Neon neon;
  private final String projectId;

  /** Of one project. */
  public NeonCheck(Neon neon, String projectId) {
    this.neon = neon;
    this.projectId = projectId;
  }

  /** What was found; what Neon refuses is thrown. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Project project = neon.projects().get(projectId);
    findings.add(
        Finding.ok(
            AREA,
            "the key sees project "
                + project.name()
                + " ("
                + project.id()
                + "), PostgreSQL "
                + project.pgVersion()
                + " in "
                + project.regionId()));
    int branches = neon.branches().list(projectId, ListBranches.all()).items().size();
    findings.add(quota(branches, project.owner()));
    return findings;
  }

  /** What the plan leaves. */
  static Finding quota(int branches, @Nullable ProjectOwner owner) {
    if (owner == null || owner.branchesLimit() <= 0) {
      return Finding.ok(AREA, "branches: " + branches + "; the plan's limit is not told");
    }
    int left = owner.branchesLimit() - branches;
    String plan = " (plan " + owner.subscriptionType() + ")";
    String text = "branches: " + branches + " of " + owner.branchesLimit() + plan;
    if (left > FEW) {
      return Finding.ok(AREA, text);
    }
    String mend = "remove previews that are over: neonflow sweep --pull-requests FILE";
    return left > 0
        ? Finding.note(AREA, text + ": " + left + " left", mend)
        : Finding.problem(AREA, text + ": no preview can be made", mend);
  }
}
