package dev.neonflow.embedded.postgres;

/** The disk is too full for a copy; nothing was made. */
public final class NoRoomException extends PostgresException {

  private static final long serialVersionUID = 1L;

  /** An error with its remedy in the message. */
  public NoRoomException(String message) {
    super(message, null);
  }
}
