package dev.neonflow.workflows.branch;

/**
 * What a tool's history in a database says about the migrations of today.
 *
 * @param kind how they fit together
 * @param reason one short sentence without secrets, for example {@code V2__add_tier.sql was changed
 *     after it was applied}
 */
public record HistoryCheck(Kind kind, String reason) {

  /** How a history and today's migrations fit together. */
  public enum Kind {
    /** All was applied as it is. */
    SAME,
    /** What was applied is as it was, and there is more. */
    ADDITIONS,
    /**
     * Something that was applied is different or gone, or was applied in part only: migrating would
     * fail or leave what nobody wrote.
     */
    REWRITTEN,
    /** The tool cannot tell. */
    UNKNOWN
  }

  /** Nothing to be done. */
  public static HistoryCheck same() {
    return new HistoryCheck(Kind.SAME, "all migrations were applied");
  }

  /** There is more to apply; nothing else. */
  public static HistoryCheck additions(String reason) {
    return new HistoryCheck(Kind.ADDITIONS, reason);
  }

  /** What was applied is not what there is. */
  public static HistoryCheck rewritten(String reason) {
    return new HistoryCheck(Kind.REWRITTEN, reason);
  }

  /** Nobody knows. */
  public static HistoryCheck unknown(String reason) {
    return new HistoryCheck(Kind.UNKNOWN, reason);
  }
}
