package dev.neonflow.workflows.migrate.diff;

/** What can be said of an object; two objects are the same if all of this is. */
enum Aspect {
  /** The whole of it, where it is not taken apart. */
  DEFINITION("definition"),
  TYPE("type"),
  COLLATION("collation"),
  DEFAULT("default"),
  NOT_NULL("NOT NULL"),
  /** How it is computed from other columns. */
  GENERATED("generated"),
  IDENTITY("identity"),
  /** The labels of an enum, in their order. */
  VALUES("values"),
  /** The constraints of a domain. */
  CHECKS("constraints"),
  /** Whether its writes are logged. */
  LOGGING("logging"),
  INHERITS("inheritance"),
  PARTITIONED("partitioning"),
  /** The table of which it is a partition. */
  PARTITION_OF("partitioned table"),
  /** Which rows it has of that table. */
  BOUND("partition bound"),
  /** The index of the partitioned table that it is a part of. */
  ATTACHED("partitioned index"),
  ACCESS_METHOD("access method"),
  ROW_SECURITY("row level security"),
  OWNED_BY("owning column"),
  ENABLED("enabling"),
  SETTINGS("settings"),
  OWNER("owner"),
  COMMENT("comment");

  private final String words;

  Aspect(String words) {
    this.words = words;
  }

  /** For people. */
  String words() {
    return words;
  }
}
