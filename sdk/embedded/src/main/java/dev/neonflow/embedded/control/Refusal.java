package dev.neonflow.embedded.control;

/** A request that is refused; nothing was changed. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String code;

  private Refusal(Kind kind, String code, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.code = code;
  }

  /** Why. */
  public enum Kind {
    /** The request makes no sense. */
    INVALID,
    /** What it names does not exist. */
    NOT_FOUND,
    /** The name is taken. */
    CONFLICT,
    /** Something it needs is missing. */
    PRECONDITION,
    /** A rule forbids it. */
    FORBIDDEN_BY_RULE,
    /** Unfinished operations are in the way; asking again later is safe. */
    LOCKED,
    /** Neon does it, the embedded one does not. */
    NOT_SERVED
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }

  /** Neon's code, which is empty for most. */
  public String code() {
    return code;
  }

  /** The request makes no sense. */
  public static Refusal invalid(String message) {
    return new Refusal(Kind.INVALID, "", message);
  }

  /** What it names does not exist. */
  public static Refusal notFound(String message) {
    return new Refusal(Kind.NOT_FOUND, "", message);
  }

  /** The embedded Neon does not do it. */
  public static Refusal notServed(String what) {
    return new Refusal(Kind.NOT_SERVED, "", "the embedded Neon does not serve " + what);
  }

  static Refusal conflict(String code, String message) {
    return new Refusal(Kind.CONFLICT, code, message);
  }

  static Refusal precondition(String message) {
    return new Refusal(Kind.PRECONDITION, "", message);
  }

  static Refusal rule(String message) {
    return new Refusal(Kind.FORBIDDEN_BY_RULE, "", message);
  }

  static Refusal limit(String code, String message) {
    return new Refusal(Kind.FORBIDDEN_BY_RULE, code, message);
  }

  static Refusal locked() {
    return new Refusal(
        Kind.LOCKED,
        "",
        "project already has running conflicting operations, scheduling of new ones is prohibited");
  }

  static Refusal transitive(String verb) {
    return new Refusal(Kind.LOCKED, "", "endpoint is in some transitive state, could not " + verb);
  }
}
