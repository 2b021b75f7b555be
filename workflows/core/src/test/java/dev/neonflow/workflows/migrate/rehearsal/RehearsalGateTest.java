package dev.neonflow.workflows.migrate.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.GateException;
import dev.neonflow.workflows.PreconditionException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalGateTest {

  private static final Thresholds TWO_SECONDS = Thresholds.maxLock(Duration.ofSeconds(2));

  private static RehearsalReport report(LockMode mode, int heldMillis, boolean rewritten) {
    List<HeldLock> locks =
        List.of(
            new HeldLock(mode, Duration.ofMillis(heldMillis), false),
            new HeldLock(LockMode.ROW_EXCLUSIVE, Duration.ofHours(1), false));
    TableImpact orders = new TableImpact("orders", locks, rewritten, 1L, 2L);
    RehearsedMigration one =
        new RehearsedMigration("V2__a.sql", Duration.ofHours(1), List.of(orders), 7);
    return new RehearsalReport("flyway", "rehearsal/a", List.of(one), 0, true, Duration.ZERO, null);
  }

  private static void pass(Thresholds thresholds, RehearsalReport report) {
    new RehearsalGate(thresholds).check(report);
  }

  private static String refusal(Thresholds thresholds, RehearsalReport report) {
    return String.valueOf(
        assertThrows(GateException.class, () -> pass(thresholds, report)).getMessage());
  }

  @Test
  void lockOfJustThatTime_passes_andALongerOneIsRefused() {
    pass(TWO_SECONDS, report(LockMode.SHARE, 2000, true));
    assertEquals(
        "the rehearsal showed too much: V2__a.sql held SHARE on orders for 2.1 s, of 2.0 s"
            + " allowed. Production was not touched",
        refusal(TWO_SECONDS, report(LockMode.SHARE, 2100, true)));
  }

  @Test
  void limitBelowASecond_isSaidAsItIs() {
    Thresholds thresholds = Thresholds.maxLock(Duration.ofMillis(50));
    String plan = new RehearsalGate(thresholds).describe();
    assertTrue(plan.endsWith("longer than 50 ms"), plan);
  }

  @Test
  void lockThatNoQueryWaitsFor_passes() {
    pass(TWO_SECONDS, report(LockMode.SHARE_UPDATE_EXCLUSIVE, 60_000, true));
  }

  @Test
  void rewrite_isRefusedOnlyIfThatIsAskedFor() {
    RehearsalReport report = report(LockMode.ACCESS_EXCLUSIVE, 1, true);
    pass(TWO_SECONDS, report);
    String refusal = refusal(TWO_SECONDS.failingOnRewrite(), report);
    assertTrue(refusal.contains("V2__a.sql rewrote orders. Production"), refusal);
  }

  @Test
  void nothingToMigrate_passes() {
    pass(TWO_SECONDS.failingOnRewrite(), RehearsalReport.nothing("flyway"));
  }

  @Test
  void negativeTime_isRefused() {
    assertThrows(PreconditionException.class, () -> Thresholds.maxLock(Duration.ofSeconds(-1)));
  }
}
