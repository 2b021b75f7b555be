package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.internal.http.Write.Finding;
import java.util.function.Predicate;

/** Writes whose outcome shows in a list only. */
final class Listed {
  private Listed() {}

  /** A removal: done when the list no longer has it. */
  static <T> Write<T> removal(String lookAt, String projectId, Predicate<CallRunner> isThere) {
    return withoutAnswer(lookAt, projectId, isThere.negate());
  }

  /** An assignment whose answer has no content: done when the list has it. */
  static Write<Void> assignment(String lookAt, String projectId, Predicate<CallRunner> isThere) {
    return withoutAnswer(lookAt, projectId, isThere);
  }

  /** {@link Finding.Gone} is the way to say: done, and there is nothing to answer. */
  private static <T> Write<T> withoutAnswer(
      String lookAt, String projectId, Predicate<CallRunner> isDone) {
    return new Write<>(
        lookAt,
        projectId,
        reads -> isDone.test(reads) ? new Finding.Gone<>() : new Finding.NotDone<>());
  }
}
