package dev.neonflow.embedded.control;

/** A statement was not run; the message is PostgreSQL's. */
final class SqlRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SqlRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
