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

  private static final String TIME = "the contract's examples show a time, its format is left out";

  static final List<Allowed> ALL =
      List.of(
          new Allowed("createSnapshot", "query timestamp", TIME),
          new Allowed("createSnapshot", "query expires_at", TIME),
          new Allowed("createSnapshot", "answer /snapshot/timestamp", TIME),
          new Allowed("createSnapshot", "answer /snapshot/created_at", TIME),
          new Allowed("createSnapshot", "answer /snapshot/expires_at", TIME),
          new Allowed("updateSnapshot", "answer /snapshot/timestamp", TIME),
          new Allowed("updateSnapshot", "answer /snapshot/created_at", TIME),
          new Allowed("updateSnapshot", "answer /snapshot/expires_at", TIME),
          new Allowed("listSnapshots", "answer /snapshots/0/timestamp", TIME),
          new Allowed("listSnapshots", "answer /snapshots/0/created_at", TIME),
          new Allowed("listSnapshots", "answer /snapshots/0/expires_at", TIME));

  boolean covers(Operation where, Finding finding) {
    return operation.equals(where.id()) && place.equals(finding.place());
  }
}
