package dev.neonflow.sdk.dataapi;

/** The Data API of a branch's databases, for reading. Thread-safe. */
public interface DataApi {

  /**
   * How the Data API is set up for a database.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if the database has none
   * @see <a href="https://api-docs.neon.tech/reference/getprojectbranchdataapi">
   *     getProjectBranchDataAPI</a>
   */
  DataApiConfiguration get(String projectId, String branchId, String databaseName);
}
