package dev.neonflow.sdk.contract;

import java.util.List;
import java.util.Set;

/** The operations that the client has methods for. */
final class Scope {
  /** The groups, in the order in which people read about them. */
  static final List<String> GROUPS =
      List.of(
          "Project",
          "Branch",
          "Endpoint",
          "Operation",
          "Snapshot",
          "API Key",
          "Region",
          "Users",
          "Organizations",
          "Consumption",
          "Auth",
          "DataAPI");

  /** Not whole groups. */
  private static final Set<String> ONLY_SINGLE = Set.of("Auth", "DataAPI");

  /** Of groups of which the rest is not in scope, or not stable. */
  private static final Set<String> SINGLE =
      Set.of("recoverProjectBranch", "restoreSnapshot", "getNeonAuth", "getProjectBranchDataAPI");

  private Scope() {}

  static boolean has(Operation operation) {
    String group = group(operation);
    boolean whole = !group.isEmpty() && !ONLY_SINGLE.contains(group);
    return !operation.deprecated()
        && (SINGLE.contains(operation.id()) || (whole && operation.stability().equals("stable")));
  }

  /** The first group that is known; empty if none is. */
  static String group(Operation operation) {
    return operation.tags().stream().filter(GROUPS::contains).findFirst().orElse("");
  }

  static List<Operation> of(Facts facts) {
    return facts.operations().stream().filter(Scope::has).toList();
  }
}
