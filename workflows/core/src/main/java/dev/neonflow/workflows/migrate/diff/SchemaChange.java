package dev.neonflow.workflows.migrate.diff;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one object of a schema. What a new or removed table has goes with it.
 *
 * @param object what it is, for example {@code column orders.total}
 * @param action what became of it
 * @param label what that means for a database in use
 * @param why why it means that, in a few words
 * @param meanwhile what the parent did to the same object since; null for nothing, or unknown
 */
public record SchemaChange(
    String object, Action action, Label label, String why, @Nullable String meanwhile) {

  /** What became of an object. */
  public enum Action {
    /** It was not there before. */
    ADDED,
    /** It is not there any more. */
    REMOVED,
    /** It is there, and different. */
    CHANGED;

    /** As people read it. */
    public String words() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
