package dev.neonflow.workflows;

/**
 * A step in another process threw something that no caller decides by, such as a fault of its own
 * code. Its stack trace is in that process's log.
 */
public final class StepBrokeException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  private final String type;

  /** What was thrown there, by something that does not know what to do about it. */
  public StepBrokeException(String message, String type) {
    this(message, "", type);
  }

  /**
   * What was thrown there.
   *
   * @param type the name of its class
   */
  public StepBrokeException(String message, String next, String type) {
    super(message, next, null);
    this.type = type;
  }

  /** The name of the class of what was thrown. */
  public String type() {
    return type;
  }
}
