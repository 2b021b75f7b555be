package dev.neonflow.embedded;

import dev.neonflow.embedded.control.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault of the work behind the API's answers.
 *
 * @param action as in the API, absent for all
 */
public record OperationFault(Kind kind, @Nullable String action, int times) implements Fault {

  /** What happens to the operation. */
  public enum Kind {
    FAILS,
    HANGS
  }

  /** Refuses what can never happen. */
  public OperationFault {
    Objects.requireNonNull(kind);
    Values.times(times);
    if (action != null && !actions().contains(action)) {
      throw new IllegalArgumentException("action \"" + action + "\" is none of " + actions());
    }
  }

  private static List<String> actions() {
    return Arrays.stream(Operation.Action.values())
        .map(known -> known.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  @Override
  public OperationFault times(int count) {
    return new OperationFault(kind, action, count);
  }

  @Override
  public OperationFault always() {
    return times(Integer.MAX_VALUE);
  }

  @Override
  public String toString() {
    return "operation "
        + (action == null ? "" : action + " ")
        + kind.name().toLowerCase(Locale.ROOT);
  }
}
