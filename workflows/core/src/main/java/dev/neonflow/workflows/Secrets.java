package dev.neonflow.workflows;

import dev.neonflow.sdk.Secret;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tokens and passwords by name, looked up where the step runs; a plan never holds one. */
public interface Secrets {

  /**
   * The secret of this name: an environment variable's value.
   *
   * @throws PreconditionException naming it if there is none
   */
  Secret get(String name);

  /** Those of an environment; a variable without a value is not set. */
  static Secrets of(Function<String, @Nullable String> environment) {
    return name -> {
      String value = environment.apply(name);
      if (value == null || value.isBlank()) {
        throw PreconditionException.usage(
            "the environment variable " + name + " is not set", "set " + name + ", then run again");
      }
      return Secret.of(value);
    };
  }
}
