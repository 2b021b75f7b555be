package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.internal.Digests;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be migrated on production, and what a restore point notes of it.
 *
 * @param names the migrations in the order in which they are applied, or null if the tool does not
 *     tell
 */
public record PendingMigrations(@Nullable List<String> names) {

  /** Nobody knows. */
  static final PendingMigrations UNKNOWN = new PendingMigrations(null);

  /** Copies the list. */
  public PendingMigrations {
    names = names == null ? null : List.copyOf(names);
  }

  /** Whether it is sure that there are none. */
  public boolean isNone() {
    return names != null && names.isEmpty();
  }

  /** Equal ones mean that nothing was migrated between them; null if unknown. */
  @Nullable String digest() {
    return names == null ? null : Digests.sha256(String.join("\n", names));
  }

  /** Notes them on a restore point that is about to be made. */
  void note(Map<String, String> notes) {
    String digest = digest();
    if (names == null || digest == null || names.isEmpty()) {
      return;
    }
    notes.put(Ownership.MIGRATIONS, digest);
    notes.put(Ownership.LAST_MIGRATION, Digests.sha256(names.get(names.size() - 1)));
  }

  /**
   * Whether one that was the last to be applied when a restore point was made still waits: then no
   * migration of production went through since.
   */
  boolean waitSince(Map<String, String> notes) {
    String last = notes.get(Ownership.LAST_MIGRATION);
    return last != null
        && names != null
        && names.stream().anyMatch(name -> Digests.sha256(name).equals(last));
  }
}
