package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Refusal;

/** The answers to what is refused or goes wrong. */
final class Errors {

  private Errors() {}

  static Response of(Refusal refusal, String requestId) {
    return error(
        status(refusal.kind()), refusal.code(), String.valueOf(refusal.getMessage()), requestId);
  }

  static Response error(int status, String message, String requestId) {
    return error(status, "", message, requestId);
  }

  private static Response error(int status, String code, String message, String requestId) {
    return new Response(status, new WireError(requestId, code, message));
  }

  static int status(Refusal.Kind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case PRECONDITION -> 412;
      case FORBIDDEN_BY_RULE -> 422;
      case LOCKED -> 423;
      case NOT_SERVED -> 501;
    };
  }
}
