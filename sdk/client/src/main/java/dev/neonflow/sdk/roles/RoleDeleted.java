package dev.neonflow.sdk.roles;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a deletion, which Neon carries out later.
 *
 * @param deletedRole the role as it was; null if there was none
 * @param operations to be waited for
 */
public record RoleDeleted(@Nullable Role deletedRole, List<Operation> operations) {
  /** There was nothing to delete. */
  public static RoleDeleted wasNotThere() {
    return new RoleDeleted(null, List.of());
  }

  /** The role as it was; empty if it was not there or already deleted. */
  public Optional<Role> role() {
    return Optional.ofNullable(deletedRole);
  }
}
