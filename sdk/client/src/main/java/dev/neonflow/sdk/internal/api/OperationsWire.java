package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The envelopes around operations. Public because Moshi builds them. */
public final class OperationsWire {
  private OperationsWire() {}

  /** Answer of the operation list. */
  public record Operations(List<Operation> operations, Wire.@Nullable Pagination pagination) {}

  /** Answer of one operation. */
  public record OneOperation(Operation operation) {}
}
