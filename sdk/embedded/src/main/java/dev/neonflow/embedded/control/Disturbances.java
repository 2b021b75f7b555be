package dev.neonflow.embedded.control;

/** What may come in the way of accepted work, to see how clients bear it. Thread-safe. */
public interface Disturbances {

  /** Nothing ever does. */
  Disturbances NONE =
      new Disturbances() {
        @Override
        public boolean proceed(Operation operation) {
          return true;
        }

        @Override
        public void beforeComputeStart(String branchId) {
          // Computes start at once.
        }
      };

  /**
   * Asked before an operation's work. May block for long; throws to make the operation fail.
   *
   * @return whether to go on; if not, the server is about to end, and the operation stays
   *     unfinished as if it had been killed
   */
  boolean proceed(Operation operation);

  /**
   * Called before PostgreSQL is started for a compute, by whoever asked for it. May block; throws a
   * {@link dev.neonflow.embedded.postgres.PostgresException} to keep it from starting.
   */
  void beforeComputeStart(String branchId);
}
