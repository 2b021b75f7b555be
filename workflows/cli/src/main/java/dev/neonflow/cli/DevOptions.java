package dev.neonflow.cli;

import dev.neonflow.workflows.DevBranches;
import dev.neonflow.workflows.PreconditionException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * What the commands for one engineer's branch understand.
 *
 * @param <R> what the command does
 */
public abstract class DevOptions<R> extends NeonOptions {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Whose branch, dev/NAME (the user of this machine).")
  private @Nullable String name;

  /** For the subclasses of this package. */
  DevOptions() {}

  /** Does what the sentence says, and puts out its result. */
  public final int run(Function<DevBranches, R> sentence) {
    results();
    check();
    R result =
        new Execution(this, false, null)
            .call(database::tell, neonflow -> sentence.apply(neonflow.dev()));
    return succeed(text(result), fields(result));
  }

  /** Whose branch it is. */
  public final String name() {
    if (name != null) {
      return name;
    }
    return Stream.of("USER", "LOGNAME", "USERNAME")
        .map(variable -> environment().getOrDefault(variable, ""))
        .filter(user -> !user.isBlank())
        .findFirst()
        .orElseThrow(
            () ->
                PreconditionException.usage(
                    "nothing says whose branch: there is no NAME, and USER is not set",
                    "give a name, for example alice"));
  }

  /** Looks at the options alone. */
  void check() {
    name();
  }

  /** The result for people and pipes. */
  abstract String text(R result);

  /** The result for programs. */
  abstract Map<String, @Nullable Object> fields(R result);

  /** Names and values in turns, in this order. */
  static Map<String, @Nullable Object> named(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      named.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return named;
  }
}
