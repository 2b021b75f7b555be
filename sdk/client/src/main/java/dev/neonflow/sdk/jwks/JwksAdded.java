package dev.neonflow.sdk.jwks;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;

/**
 * A set of keys that was added.
 *
 * @param jwks the set
 * @param operations to be waited for; empty if the answer was lost and the set was found
 */
public record JwksAdded(Jwks jwks, List<Operation> operations) {
  /** Copies the list. */
  public JwksAdded {
    operations = List.copyOf(operations);
  }
}
