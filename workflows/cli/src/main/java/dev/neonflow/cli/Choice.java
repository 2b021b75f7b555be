package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An option that takes one of a few words. */
final class Choice {

  private Choice() {}

  /**
   * The word that was given, or the first one.
   *
   * @throws PreconditionException naming the option and the words if it is another one
   */
  static String of(String option, @Nullable String given, String... words) {
    if (given == null) {
      return words[0];
    }
    if (!Arrays.asList(words).contains(given)) {
      throw PreconditionException.usage(
          option + " is '" + given + "', which it cannot be",
          "give one of: " + String.join(", ", words));
    }
    return given;
  }

  /**
   * Refuses a word that will have a meaning later.
   *
   * @throws PreconditionException if it is one of those
   */
  static void refuseUnbuilt(String option, @Nullable String given, String... later) {
    if (given != null && Arrays.asList(later).contains(given)) {
      throw PreconditionException.usage(
          option + " " + given + " is not built yet", "leave it out; --help shows what it can be");
    }
  }
}
