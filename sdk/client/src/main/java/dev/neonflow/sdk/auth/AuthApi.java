package dev.neonflow.sdk.auth;

/** Neon Auth of a branch, for reading. Thread-safe. */
public interface AuthApi {

  /**
   * How Neon Auth is set up for a branch. Beta.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if the branch has none
   * @see <a href="https://api-docs.neon.tech/reference/getneonauth">getNeonAuth</a>
   */
  NeonAuth get(String projectId, String branchId);
}
