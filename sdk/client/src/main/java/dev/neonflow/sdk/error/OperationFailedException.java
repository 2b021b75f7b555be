package dev.neonflow.sdk.error;

/** Neon accepted a request, and an operation that it started did not succeed. */
public final class OperationFailedException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** The operation. */
  private final String operationId;

  /** What it was to do. */
  private final String action;

  /** Carries the facts and the operation. */
  public OperationFailedException(
      String message, ErrorDetails details, String operationId, String action) {
    super(message, details, null);
    this.operationId = operationId;
    this.action = action;
  }

  /** The id of the operation. */
  public String operationId() {
    return operationId;
  }

  /** What the operation was to do, in Neon's words, such as {@code create_branch}. */
  public String action() {
    return action;
  }
}
