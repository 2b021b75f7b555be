package dev.neonflow.workflows.migrate.rehearsal;

/** PostgreSQL's modes of a lock on a table, the weakest first. */
public enum LockMode {
  /** Of reading. */
  ACCESS_SHARE("AccessShareLock"),
  /** Of reading for update, and of checking foreign keys. */
  ROW_SHARE("RowShareLock"),
  /** Of writing. */
  ROW_EXCLUSIVE("RowExclusiveLock"),
  /** Keeps out other changes of the table and VACUUM, but neither reads nor writes. */
  SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock"),
  /** Keeps out writes. */
  SHARE("ShareLock"),
  /** Keeps out writes, and others of its kind. */
  SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock"),
  /** Keeps out all but plain reads. */
  EXCLUSIVE("ExclusiveLock"),
  /** Keeps out everything. */
  ACCESS_EXCLUSIVE("AccessExclusiveLock");

  private final String inCatalog;

  LockMode(String inCatalog) {
    this.inCatalog = inCatalog;
  }

  /** The mode that {@code pg_locks} calls so. */
  static LockMode of(String inCatalog) {
    for (LockMode mode : values()) {
      if (mode.inCatalog.equals(inCatalog)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("PostgreSQL has a new mode of locks: " + inCatalog);
  }

  /** Whether an application's reads or writes wait for it. */
  public boolean stopsQueries() {
    return compareTo(SHARE) >= 0;
  }

  /** As PostgreSQL's documentation writes it. */
  public String words() {
    return name().replace('_', ' ');
  }
}
