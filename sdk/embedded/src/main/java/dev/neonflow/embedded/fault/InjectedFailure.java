package dev.neonflow.embedded.fault;

/** A failure that somebody asked for; where it comes from is of no interest. */
final class InjectedFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InjectedFailure(String message) {
    super(message, null, false, false);
  }
}
