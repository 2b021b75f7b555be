package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.workflows.branch.Treatment.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to do with a branch that is there already.
 *
 * @param policy what
 * @param migrator whose history tells whether migrations were rewritten, or null if there is none
 */
public record Rerun(RerunPolicy policy, @Nullable BranchHistory migrator) {

  /** It stays as it is. */
  public static final Rerun REUSE = new Rerun(RerunPolicy.REUSE, null);

  /**
   * It stays as it is. One that is made with its parent's schema only gets the migrator's history,
   * too.
   */
  public static Rerun reusing(BranchSpec spec, @Nullable BranchHistory migrator) {
    return spec.data() == BranchData.SCHEMA_ONLY ? new Rerun(RerunPolicy.REUSE, migrator) : REUSE;
  }

  private static final String ASKED_FOR = "every run asks for it";

  /** What is known without a look into the branch; empty if its history decides. */
  Optional<Treatment> atOnce(Branch branch, BranchData wanted) {
    return switch (policy) {
      case REUSE -> Optional.of(Treatment.REUSE);
      case RESET -> Optional.of(fresh(ASKED_FOR, branch, wanted));
      case RECREATE -> Optional.of(new Treatment(Kind.RECREATE, ASKED_FOR));
      case WHEN_HISTORY_REWRITTEN ->
          migrator == null ? Optional.of(Treatment.REUSE) : Optional.empty();
    };
  }

  /** What the branch's history decides. */
  static Treatment by(HistoryCheck history, Branch branch, BranchData wanted) {
    return switch (history.kind()) {
      case SAME, ADDITIONS -> Treatment.REUSE;
      case REWRITTEN -> fresh(history.reason(), branch, wanted);
      case UNKNOWN -> new Treatment(Kind.REUSE, history.reason());
    };
  }

  /** A restore copies the data, too; so what is to have none is made anew. */
  private static Treatment fresh(String reason, Branch branch, BranchData wanted) {
    return branch.initSource() == InitSource.SCHEMA_ONLY || wanted == BranchData.SCHEMA_ONLY
        ? new Treatment(Kind.RECREATE, reason + "; a reset would bring data with the schema")
        : new Treatment(Kind.RESET, reason);
  }
}
