package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.error.NotFoundException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a call that changes something when its answer was lost: it may have been done or
 * not.
 *
 * @param lookAt where a person can see the outcome
 * @param projectId the project whose operations show what Neon is still doing; null if there is
 *     none
 * @param readBack looks at the outcome through the given runner, which ends with the call
 */
public record Write<T>(
    String lookAt, @Nullable String projectId, Function<CallRunner, Finding<T>> readBack) {

  /** What was found. */
  public sealed interface Finding<T> {

    /** It was done; this is what its answer would have said, as far as it can be read. */
    record Done<T>(T answer) implements Finding<T> {}

    /** What was to be removed is not there. */
    record Gone<T>() implements Finding<T> {}

    /** It was not done, or may be done again without harm. */
    record NotDone<T>() implements Finding<T> {}

    /** It cannot be told. */
    record Unknown<T>() implements Finding<T> {}
  }

  /** Nothing that can be read tells whether it was done. */
  public static <T> Write<T> unresolved(String lookAt) {
    return new Write<>(lookAt, null, reads -> new Finding.Unknown<>());
  }

  /** To do it twice is the same as once. */
  public static <T> Write<T> repeatable(String lookAt, @Nullable String projectId) {
    return new Write<>(lookAt, projectId, reads -> new Finding.NotDone<>());
  }

  /** A look tells; null is that it was not done. */
  public static <T> Write<T> lookedUp(
      String lookAt, @Nullable String projectId, Function<CallRunner, @Nullable T> look) {
    return new Write<>(
        lookAt,
        projectId,
        reads -> {
          T found = look.apply(reads);
          return found == null ? new Finding.NotDone<>() : new Finding.Done<>(found);
        });
  }

  /**
   * Done when what is there now is as it should be; else it may be done again.
   *
   * @param now reads what is there
   * @param answer makes what the lost answer would have said
   */
  public static <V, T> Write<T> compared(
      String lookAt,
      @Nullable String projectId,
      Function<CallRunner, V> now,
      Predicate<V> asWanted,
      Function<V, T> answer) {
    return lookedUp(
        lookAt,
        projectId,
        reads -> {
          V value = now.apply(reads);
          return asWanted.test(value) ? answer.apply(value) : null;
        });
  }

  /**
   * Done when it is gone; else it may be done again. Only for calls that may be answered without
   * content: there is none to give for what is gone.
   *
   * @param get reads what is to be removed
   */
  public static <T> Write<T> removal(
      String lookAt, @Nullable String projectId, Function<CallRunner, ?> get) {
    return new Write<>(
        lookAt,
        projectId,
        reads -> {
          try {
            var unused = get.apply(reads);
            return new Finding.NotDone<>();
          } catch (NotFoundException absent) {
            return new Finding.Gone<>();
          }
        });
  }
}
