package dev.neonflow.sdk.databases;

import java.util.List;

/** The databases of a branch. Thread-safe. */
public interface DatabasesApi {

  /** All databases of the branch. */
  List<Database> list(String projectId, String branchId);
}
