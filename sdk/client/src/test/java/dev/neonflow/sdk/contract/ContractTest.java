package dev.neonflow.sdk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.neonflow.sdk.contract.Findings.Finding;
import dev.neonflow.sdk.internal.api.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The client is what Neon's contract says: every route, parameter and field, its type, whether it
 * may be missing, and the words of every word list.
 */
class ContractTest {
  private static final Facts FACTS = Facts.load();
  private static final List<Route> ROUTES = Route.beside(Wire.class);

  @TestFactory
  Stream<DynamicTest> operation_isAsInTheContract() {
    return FACTS.operations().stream()
        .filter(operation -> ROUTES.stream().anyMatch(route -> route.isFor(operation)))
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.id(),
                    () -> assertEquals("", unexpected(operation), operation.toString())));
  }

  @TestFactory
  Stream<DynamicTest> route_isReachedByAPublicMethod_ofItsName() {
    PublicApi api = PublicApi.ofNeon();
    return ROUTES.stream()
        .map(
            route ->
                DynamicTest.dynamicTest(
                    route.toString(), () -> assertEquals(Optional.empty(), api.fault(route))));
  }

  @Test
  void everyRoute_isInTheContract() {
    List<Route> unknown =
        ROUTES.stream()
            .filter(route -> !route.isOpen())
            .filter(route -> FACTS.operation(route.verb(), route.path()).isEmpty())
            .toList();

    assertFalse(ROUTES.isEmpty());
    assertEquals(List.of(), unknown);
  }

  @Test
  void everyAllowedDifference_isThere() {
    List<Allowed> needless = new ArrayList<>(Allowed.ALL);
    for (Operation operation : FACTS.operations()) {
      for (Finding finding : findings(operation)) {
        needless.removeIf(allowed -> allowed.covers(operation, finding));
      }
    }

    assertEquals(List.of(), needless);
  }

  private static String unexpected(Operation operation) {
    return findings(operation).stream()
        .filter(f -> Allowed.ALL.stream().noneMatch(allowed -> allowed.covers(operation, f)))
        .map(finding -> "\n  " + finding)
        .collect(Collectors.joining());
  }

  private static List<Finding> findings(Operation operation) {
    return ROUTES.stream()
        .filter(route -> route.isFor(operation))
        .flatMap(route -> OperationCheck.check(route, operation).stream())
        .distinct()
        .toList();
  }
}
