package dev.neonflow.workflows.internal.json;

/** A value that has no JSON form here, or JSON that is no such value; with the way out. */
public final class JsonRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String next;

  /** A refusal with its way out. */
  public JsonRefusal(String message, String next) {
    super(message);
    this.next = next;
  }

  /** What to do about it. */
  public String next() {
    return next;
  }

  /** The text of a refusal without a message of its own, which has one. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
