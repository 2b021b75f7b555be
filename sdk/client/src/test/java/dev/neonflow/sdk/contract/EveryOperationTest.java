package dev.neonflow.sdk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.sdk.internal.api.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The client has a method for every operation in scope. */
class EveryOperationTest {

  @Test
  void everyOperation_isThere() {
    List<Route> routes = Route.beside(Wire.class);

    List<Operation> missing =
        Scope.of(Facts.load()).stream()
            .filter(operation -> routes.stream().noneMatch(route -> route.isFor(operation)))
            .toList();

    assertEquals("", String.join("\n", missing.stream().map(Operation::toString).toList()));
  }
}
