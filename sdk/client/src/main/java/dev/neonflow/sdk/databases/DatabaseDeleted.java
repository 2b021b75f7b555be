package dev.neonflow.sdk.databases;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a deletion, which Neon carries out later.
 *
 * @param deletedDatabase the database as it was; null if there was none
 * @param operations to be waited for
 */
public record DatabaseDeleted(@Nullable Database deletedDatabase, List<Operation> operations) {
  /** There was nothing to delete. */
  public static DatabaseDeleted wasNotThere() {
    return new DatabaseDeleted(null, List.of());
  }

  /** The database as it was; empty if it was not there or already deleted. */
  public Optional<Database> database() {
    return Optional.ofNullable(deletedDatabase);
  }
}
