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
}
