package dev.neonflow.workflows;

import dev.neonflow.sdk.Secret;

/** Tokens and passwords by name, looked up where the step runs; a plan never holds one. */
public interface Secrets {

  /**
   * The secret of this name: an environment variable's value.
   *
   * @throws PreconditionException naming it if there is none
   */
  Secret get(String name);
}
