package dev.neonflow.embedded.http;

import dev.neonflow.embedded.Fault.At;
import dev.neonflow.embedded.RequestFault.Cut;
import dev.neonflow.embedded.RequestFault.Effect;
import dev.neonflow.embedded.RequestFault.Status;
import dev.neonflow.embedded.fault.Hit;
import java.util.function.Supplier;

/** Answers requests that faults happen to: what is applied, and what the client is told of it. */
final class Faulty {

  private Faulty() {}

  /**
   * An answer.
   *
   * @param apply what the request is about; run unless the fault prevents it
   */
  static Answer answer(Hit hit, String requestId, Supplier<Response> apply) {
    Effect effect = hit.effect();
    if (effect instanceof Cut cut && cut.at() == At.BEFORE_APPLYING) {
      return new Answer(null, hit);
    }
    if (!(effect instanceof Status status)) {
      return new Answer(apply.get(), hit);
    }
    if (status.applied()) {
      Response unused = apply.get();
    }
    return new Answer(Errors.error(status.status(), message(status.status()), requestId), hit);
  }

  private static String message(int status) {
    return switch (status) {
      case 423 ->
          "project already has running conflicting operations, scheduling of new ones is prohibited";
      case 429 -> "too many requests (an injected fault)";
      case 500 -> "internal error (an injected fault)";
      case 503 -> "service unavailable (an injected fault)";
      case 524 -> "request was timed out (an injected fault)";
      default -> "status " + status + " (an injected fault)";
    };
  }
}
