package dev.neonflow.sdk.contract;

import dev.neonflow.sdk.contract.Findings.Finding;
import java.util.List;

/**
 * Where the client is other than the contract on purpose.
 *
 * @param operation its id
 * @param place as in {@link Finding}
 * @param reason why
 */
record Allowed(String operation, String place, String reason) {

  static final List<Allowed> ALL =
      List.of(
          new Allowed(
              "listProjectBranches",
              "answer /annotations",
              "an answer without it is read as one without annotations"),
          new Allowed(
              "getProjectBranch",
              "answer /annotation",
              "an answer without it is read as one without annotations"));

  boolean covers(Operation where, Finding finding) {
    return operation.equals(where.id()) && place.equals(finding.place());
  }
}
