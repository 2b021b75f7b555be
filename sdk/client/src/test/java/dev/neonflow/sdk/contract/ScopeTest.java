package dev.neonflow.sdk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

  @ParameterizedTest
  @CsvSource({
    "getThing, Project, stable, false, true",
    "getThing, Project, beta, false, false",
    "getThing, Project, stable, true, false",
    "getThing, Buckets, stable, false, false",
    "getThing, Auth, stable, false, false",
    "getThing, DataAPI, stable, false, false",
    "restoreSnapshot, Snapshot, beta, false, true",
    "getNeonAuth, Auth, beta, false, true",
    "getProjectBranchDataAPI, DataAPI, stable, false, true",
  })
  void stableOnesOfTheGroups_andSingleOthers_areInScope(
      String id, String group, String stability, boolean deprecated, boolean inScope) {
    Operation operation =
        new Operation(
            id,
            "GET",
            "/things",
            List.of("Another", group),
            stability,
            deprecated,
            List.of(),
            null,
            Map.of());

    assertEquals(inScope, Scope.has(operation));
  }
}
