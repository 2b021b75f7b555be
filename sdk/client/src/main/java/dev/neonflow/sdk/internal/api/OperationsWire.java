package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The envelopes around operations. Public because Moshi builds them. */
public final class OperationsWire {
  private OperationsWire() {}

  /** Where the list goes on. */
  public record Pagination(String cursor) {}

  /** Answer of the operation list. */
  public record Operations(List<Operation> operations, @Nullable Pagination pagination) {}

  /** Answer of one operation. */
  public record OneOperation(Operation operation) {}
}
