package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Keeps workflows off branches that they may not write to. Reads only. */
public final class Fence {

  private static final String BRANCH_OF_CONNECTION =
      "select current_setting('neon.branch_id', true)";

  private static final String PRODUCTION = "production";

  private Fence() {}

  /**
   * Asks the database itself on which branch this connection is. Called on each connection before
   * something is written over it.
   *
   * @throws FenceException if it is not the branch
   */
  public static void verify(Connection connection, BranchRef branch, StepContext context)
      throws SQLException {
    String answer = null;
    try (PreparedStatement statement = connection.prepareStatement(BRANCH_OF_CONNECTION);
        ResultSet row = statement.executeQuery()) {
      if (row.next()) {
        answer = row.getString(1);
      }
    }
    String actual = answer == null || answer.isEmpty() ? lookedUp(branch, context) : answer;
    if (!branch.branchId().equals(actual)) {
      throw new FenceException(
          "the connection for branch "
              + branch.name()
              + " ("
              + branch.branchId()
              + ") leads to branch "
              + actual,
          "check the project id and whether somebody moved the branch's compute, then run again",
          null);
    }
  }

  /** Refuses default, protected and foreign branches; what this run adopted is not foreign. */
  static void checkBranch(AnnotatedBranch candidate, StepContext context) {
    boolean adopted = context.connections().hasAdopted(candidate.branch().id());
    checkBranch(candidate, context.subject(), adopted);
  }

  /** Refuses default, protected and foreign branches. */
  static void checkBranch(AnnotatedBranch candidate, Subject subject) {
    checkBranch(candidate, subject, false);
  }

  static void checkBranch(AnnotatedBranch candidate, Subject subject, boolean adopted) {
    Branch branch = candidate.branch();
    if (branch.isDefault() || branch.isProtected()) {
      throw new FenceException(
          "branch "
              + branch.name()
              + " is "
              + (branch.isDefault() ? "the project's default branch" : "protected")
              + ": this workflow does not touch it",
          "use another branch name"
              + (branch.isDefault() ? "" : ", or take the protection away in Neon's console"),
          null);
    }
    if (!adopted && !Ownership.isOurs(candidate, subject)) {
      throw new FenceException(
          "branch " + branch.name() + " is not ours: " + Ownership.origin(candidate),
          "use another branch name",
          null);
    }
  }

  /**
   * Refuses a plan that says it is about production but is not of that workflow, and the other way
   * round: what a plan may reach depends on both.
   */
  static void checkPlan(Plan plan) {
    boolean production = plan.workflow().equals(PRODUCTION);
    if (production != plan.subject().isProduction()) {
      throw new FenceException(
          "a plan of the workflow "
              + plan.workflow()
              + " is not for "
              + plan.subject().key()
              + ": only production() reaches production, and nothing else",
          "make the plan anew with production()",
          null);
    }
  }

  /**
   * Whether it is production's branch: the default one, or the one that was named if it is
   * protected.
   *
   * @param named its name or id, or null if none was named
   */
  static boolean isProductions(Branch branch, @Nullable String named) {
    if (named == null) {
      return branch.isDefault();
    }
    return (branch.name().equals(named) || branch.id().equals(named))
        && (branch.isDefault() || branch.isProtected());
  }

  /** Refuses the place where production's database is. */
  static void checkTarget(ConnectionUri direct, @Nullable ConnectionUri production) {
    if (production == null) {
      return;
    }
    ConnectionUri forbidden = production.direct();
    if (sameServer(forbidden, direct)) {
      throw new FenceException(
          "the branch is at " + direct.host() + ", where production's DATABASE_URL leads, too",
          "check the project id and DATABASE_URL",
          null);
    }
  }

  /** Refuses production's branch if it is not where production's own URL leads. */
  static void checkSame(ConnectionUri direct, @Nullable ConnectionUri production) {
    if (production != null && !sameServer(production.direct(), direct)) {
      throw new FenceException(
          "production's branch is at "
              + BranchRef.host(direct)
              + ", but production's DATABASE_URL leads to "
              + BranchRef.host(production),
          "check the project id and DATABASE_URL, or name production's branch",
          null);
    }
  }

  /** An endpoint of Neon can have several host names; the first part of each is its id. */
  private static boolean sameServer(ConnectionUri one, ConnectionUri other) {
    String host = one.host().toLowerCase(Locale.ROOT);
    String otherHost = other.host().toLowerCase(Locale.ROOT);
    String id = host.substring(0, Math.max(0, host.indexOf('.') + 1));
    return (id.startsWith("ep-") && otherHost.startsWith(id))
        || (host.equals(otherHost) && one.port() == other.port());
  }

  private static String lookedUp(BranchRef branch, StepContext context) {
    ConnectionUri direct = context.connection(branch).direct();
    String withPort = direct.host() + ":" + direct.port();
    for (Endpoint endpoint : context.neon().endpoints().list(context.subject().projectId())) {
      if (endpoint.host().equals(direct.host()) || endpoint.host().equals(withPort)) {
        return endpoint.branchId();
      }
    }
    return "unknown";
  }
}
