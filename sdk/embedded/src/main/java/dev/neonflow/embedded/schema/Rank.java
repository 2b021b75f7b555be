package dev.neonflow.embedded.schema;

/** Kinds of statements in the order in which they stand, unless one needs another sooner. */
enum Rank {
  SCHEMA,
  COLLATION,
  EXTENSION,
  TYPE,
  FUNCTION,
  AGGREGATE,
  RELATION,
  OWNED_SEQUENCE,
  DEFAULT,
  CHECK,
  CONSTRAINT,
  INDEX,
  ATTACHED_INDEX,
  STATISTICS,
  RULE,
  TRIGGER,
  FOREIGN_KEY,
  ROW_SECURITY,
  POLICY,
  PUBLICATION,
  PUBLISHED,
  PRIVILEGES,
  DEFAULT_PRIVILEGES
}
