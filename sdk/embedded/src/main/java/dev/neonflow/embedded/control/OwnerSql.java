package dev.neonflow.embedded.control;

/** Runs SQL as an ordinary role, through the same door as everybody else. */
interface OwnerSql {

  /**
   * Runs one statement outside a transaction.
   *
   * @throws SqlRefusedException if PostgreSQL refused it or could not be reached
   */
  void run(int port, String role, String password, String statement);
}
