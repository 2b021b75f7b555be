package dev.neonflow.workflows.migrate.restore;

import dev.neonflow.workflows.Key;
import java.util.List;

/**
 * Whether production is what its restore point is, after it went back there.
 *
 * @param host where production's database answers, as before
 * @param compared whether its tables were compared: not if an earlier run went back
 * @param equal how many tables hold the same rows
 * @param differing the others: what was written since, or is not known exactly
 */
public record RollbackCheck(String host, boolean compared, int equal, List<TableLoss> differing) {

  /** The output of the step that checks. */
  public static final Key<RollbackCheck> KEY = new Key<>("rollback-check", RollbackCheck.class);

  /** Copies the list. */
  public RollbackCheck {
    differing = List.copyOf(differing);
  }

  /** For people. */
  public String words() {
    StringBuilder text = new StringBuilder("answers at ").append(host).append(" as before");
    if (!compared) {
      return text.toString();
    }
    text.append("; ").append(equal).append(equal == 1 ? " table equals" : " tables equal");
    text.append(" the restore point's");
    for (TableLoss table : differing) {
      text.append("; since then ").append(table.table()).append(": ").append(table.words());
    }
    return text.toString();
  }
}
