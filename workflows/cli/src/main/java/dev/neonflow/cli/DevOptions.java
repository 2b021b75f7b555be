package dev.neonflow.cli;

import dev.neonflow.workflows.DevBranches;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.OnConflict;
import dev.neonflow.workflows.branch.BranchNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/**
 * What the commands for one engineer's branch understand.
 *
 * @param <R> what the command does
 */
public abstract class DevOptions<R> extends NeonOptions {

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Whose branch, dev/NAME (default: the user of this machine).")
  private @Nullable String name;

  /** For the subclasses of this package. */
  DevOptions() {}

  /** Does what the sentence says, and puts out its result. */
  public final int run(Function<DevBranches, R> sentence) {
    check();
    return new Execution(this, false)
        .call(
            this::tell,
            neonflow -> sentence.apply(neonflow.dev().onConflict(onConflict())),
            this::end);
  }

  private int end(R result, @Nullable String console) {
    GitHub gitHub = new GitHub(environment(), terminal());
    secrets(result).forEach(terminal()::mask);
    Map<String, @Nullable Object> fields = fields(result, console);
    if (secrets(result).isEmpty()) {
      gitHub.write(fields);
    }
    return succeed(text(result), fields);
  }

  /** Whose branch it is. */
  public final String name() {
    if (name != null) {
      return name;
    }
    // Containers and job runners set none of these.
    return Stream.of("USER", "LOGNAME", "USERNAME")
        .map(variable -> environment().getOrDefault(variable, ""))
        .filter(user -> !user.isBlank())
        .findFirst()
        .orElseGet(() -> System.getProperty("user.name", ""));
  }

  /** The name of the branch. */
  final String branchName() {
    return BranchNames.dev(name()).name();
  }

  @Override
  void check() {
    super.check();
    branchName();
    var unused = onConflict();
  }

  /** What of the result nobody may read in a log; a job's outputs do not get such a result. */
  Set<String> secrets(R result) {
    return Set.of();
  }

  /** What to do while another run for the same branch goes on; what only reads meets none. */
  OnConflict onConflict() {
    return OnConflict.FAIL;
  }

  /** Puts more of the options into the entry point. */
  void tell(NeonflowBuilder builder) {}

  /** The result for people and pipes. */
  abstract String text(R result);

  /**
   * The result for programs.
   *
   * @param console the base of the project's pages in Neon's console, or null
   */
  abstract Map<String, @Nullable Object> fields(R result, @Nullable String console);

  /** Names and values in turns, in this order. */
  static Map<String, @Nullable Object> named(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      named.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return named;
  }
}
