package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.workflows.FakeContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When production counts as back already, whatever times Neon notes on a preserved state. */
class RollbackPlanTest {

  private static final String POINT = "restore/20261101-100000-a";
  private static final String OTHER = "restore/20261101-110000-b";
  private static final String STATE = "restore-before/20261101-100000";

  private final FakeContext context = new FakeContext(RestorePointsTest.SUBJECT);

  @Test
  void stateThatIsAsOldAsProduction_isTheRollbacksAllTheSame() {
    RollbackPlan plan =
        plan(null, production("10:30:00"), point(POINT, "10:00:00"), state(STATE, "01:00:00"));
    assertNotNull(plan.doneAt());
    assertEquals(STATE, plan.preserved());
  }

  @Test
  void laterResetOfSomebodyElse_isNoRollback() {
    RollbackPlan plan =
        plan(null, production("14:00:00"), point(POINT, "10:00:00"), state(STATE, "10:30:00"));
    assertNull(plan.doneAt());
    assertEquals(STATE + "-2", plan.preserved());
  }

  @Test
  void neverReset_isNoRollback() {
    assertNull(
        plan(null, production(null), point(POINT, "10:00:00"), state(STATE, "10:30:00")).doneAt());
  }

  @Test
  void backAtOneAfterAnother_isToldByTheStatesNumbers() {
    List<AnnotatedBranch> all =
        List.of(
            production("12:00:00"),
            point(POINT, "10:00:00"),
            point(OTHER, "11:00:00"),
            state(STATE, "01:00:00"),
            state("restore-before/20261101-110000-2", "01:00:00"));
    assertNull(plan(POINT, all.toArray(AnnotatedBranch[]::new)).doneAt());
    assertNotNull(plan(OTHER, all.toArray(AnnotatedBranch[]::new)).doneAt());
    List<AnnotatedBranch> again = new ArrayList<>(all);
    again.add(state("restore-before/20261101-100000-3", "01:00:00"));
    assertNotNull(plan(POINT, again.toArray(AnnotatedBranch[]::new)).doneAt());
    RollbackPlan next = plan(OTHER, again.toArray(AnnotatedBranch[]::new));
    assertNull(next.doneAt());
    assertEquals("restore-before/20261101-110000-4", next.preserved());
  }

  @Test
  void stateOfWhatWasProductionBefore_isNotThisOnes() {
    AnnotatedBranch foreign = RestorePointsTest.point(OTHER, "br-other", "11:00:00");
    RollbackPlan plan =
        plan(
            null,
            production("12:00:00"),
            point(POINT, "10:00:00"),
            foreign,
            state("restore-before/20261101-110000", "11:30:00"));
    assertNull(plan.doneAt());
    assertEquals(POINT, plan.pointName());
  }

  private RollbackPlan plan(String to, AnnotatedBranch... all) {
    return RollbackPlan.of(RestorePointsTest.production(), to, false, List.of(all), context);
  }

  private static AnnotatedBranch point(String name, String time) {
    return RestorePointsTest.point(name, "br-main", time);
  }

  private static AnnotatedBranch production(String reset) {
    return RestorePointsTest.branch("main", Map.of(), "00:00:00", reset);
  }

  private static AnnotatedBranch state(String name, String time) {
    return RestorePointsTest.branch(name, Map.of(), time, null);
  }
}
