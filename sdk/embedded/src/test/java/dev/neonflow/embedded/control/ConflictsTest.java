package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.neonflow.embedded.control.Conflicts.Request;
import dev.neonflow.embedded.control.Conflicts.Work;
import dev.neonflow.embedded.control.Operation.Action;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConflictsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  /** One column for each request in the order of the enum; x means that it has to wait. */
  @ParameterizedTest
  @CsvSource({
    "CREATION,        x, x, x, x, x, x",
    "COPYING,         -, -, x, x, x, x",
    "CONFIGURATION,   x, x, x, x, x, x",
    "COMPUTE,         x, x, x, x, x, x",
    "RESTORE,         x, x, x, x, x, x",
    "DELETION,        x, x, x, x, x, x",
    "FAILED_DELETION, x, x, x, x, x, -",
  })
  void pair_isAsInTheTable(
      Work work,
      String copy,
      String change,
      String configure,
      String compute,
      String restore,
      String delete) {
    State state = state(work);
    assertEquals(EnumSet.of(work), Conflicts.unfinished(state, "br"));
    List<String> expected = List.of(copy, change, configure, compute, restore, delete);
    for (Request request : Request.values()) {
      assertEquals(
          expected.get(request.ordinal()).equals("x"),
          Conflicts.exist(state, "br", request),
          work + " " + request);
      assertFalse(Conflicts.exist(state, "other", request), "another branch does not mind");
    }
  }

  @Test
  void branchAtRest_andTheRemovalOfOldData_areInNobodysWay() {
    State state = quiet().plus(List.of(scheduled(Action.DELETE_TIMELINE)));
    assertEquals(Set.of(), Conflicts.unfinished(state, "br"));
  }

  private static State state(Work work) {
    State quiet = quiet();
    return switch (work) {
      case CREATION ->
          quiet
              .branch("br", b -> b.in(Branch.State.INIT, Branch.State.READY, NOW))
              .plus(List.of(scheduled(Action.CREATE_BRANCH)));
      case COPYING -> quiet.plus(new Making("timeline", "br", "child", null));
      case CONFIGURATION -> quiet.plus(List.of(scheduled(Action.APPLY_CONFIG)));
      case COMPUTE -> quiet.plus(List.of(scheduled(Action.START_COMPUTE)));
      case RESTORE ->
          quiet
              .branch("br", b -> b.in(Branch.State.RESETTING, Branch.State.READY, NOW))
              .plus(List.of(scheduled(Action.CREATE_TIMELINE)));
      case DELETION ->
          quiet
              .branch("br", b -> b.leaving(null, NOW))
              .plus(List.of(scheduled(Action.DELETE_TIMELINE)));
      case FAILED_DELETION -> quiet.branch("br", b -> b.leaving(null, NOW));
    };
  }

  private static State quiet() {
    Project project = new Project("p", "p", "o", "r", "18", 0, Endpoint.Settings.DEFAULT, NOW, NOW);
    Holdings nothing = new Holdings(List.of(), List.of());
    return State.of(
        project,
        List.of(
            Branch.root("br", "br", "t", nothing, NOW),
            Branch.root("other", "other", "u", nothing, NOW)),
        List.of(),
        1);
  }

  private static Operation scheduled(Action action) {
    return Operation.scheduled("op-" + action, action, "br", null, NOW);
  }
}
