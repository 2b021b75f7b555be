package dev.neonflow.workflows.migrate.diff;

import java.util.Locale;

/**
 * What a change of the schema means for a database that is in use, by PostgreSQL's documentation;
 * what is worst comes first. The text of a schema shows results, not the statements that were run:
 * a label is about the plain way to get there.
 */
public enum Label {
  /** Takes away data, or what somebody may rely on. */
  DESTRUCTIVE,
  /** Writes a table or an index anew, while nobody can use the table. */
  REWRITING,
  /** Keeps others from writing, or also from reading, for as long as it reads a table. */
  BLOCKING,
  /** Takes the place of something, at once; or it was not understood. */
  CHANGED,
  /** Only adds; what is there stays as it was. */
  ADDITIVE;

  /** As people read it. */
  public String words() {
    return name().toLowerCase(Locale.ROOT);
  }
}
