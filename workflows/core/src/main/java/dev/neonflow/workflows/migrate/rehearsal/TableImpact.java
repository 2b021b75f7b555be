package dev.neonflow.workflows.migrate.rehearsal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a migration did to a table that production has.
 *
 * @param table its name as production has it, with the schema unless that is {@code public}
 * @param locks the strongest first, one for each mode; those of mere reading are left out
 * @param rewritten whether its rows were written anew
 * @param bytesBefore its size with indexes and all, or null if unknown
 * @param bytesAfter the same afterwards, or null if unknown or if it is gone
 */
public record TableImpact(
    String table,
    List<HeldLock> locks,
    boolean rewritten,
    @Nullable Long bytesBefore,
    @Nullable Long bytesAfter) {

  /** Copies the list. */
  public TableImpact {
    locks = List.copyOf(locks);
  }

  /** The strongest lock; nothing if none was seen. */
  public Optional<HeldLock> strongest() {
    return locks.stream().findFirst();
  }
}
