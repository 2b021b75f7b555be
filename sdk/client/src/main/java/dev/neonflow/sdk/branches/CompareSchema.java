package dev.neonflow.sdk.branches;

import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Which schemas to compare. Each method returns a changed copy.
 *
 * @param databaseName the database, in both branches
 * @param point the place in the branch's history; null is now
 * @param baseBranchId the branch to compare with; null is the parent
 * @param basePoint the place in that branch's history; null is now
 */
public record CompareSchema(
    String databaseName,
    @Nullable HistoryPoint point,
    @Nullable String baseBranchId,
    @Nullable HistoryPoint basePoint) {

  /** Refuses empty names. */
  public CompareSchema {
    Checks.given(databaseName, "databaseName");
    Checks.requireText(baseBranchId, "baseBranchId");
  }

  /** The schema of this database with the parent's. */
  public static CompareSchema of(String databaseName) {
    return new CompareSchema(databaseName, null, null, null);
  }

  /** The branch as it was there. */
  public CompareSchema at(HistoryPoint place) {
    return new CompareSchema(databaseName, Checks.present(place, "point"), baseBranchId, basePoint);
  }

  /** With this branch in place of the parent. */
  public CompareSchema base(String branchId) {
    return new CompareSchema(
        databaseName, point, Checks.given(branchId, "baseBranchId"), basePoint);
  }

  /** The other branch as it was there. */
  public CompareSchema baseAt(HistoryPoint place) {
    return new CompareSchema(databaseName, point, baseBranchId, Checks.present(place, "basePoint"));
  }
}
