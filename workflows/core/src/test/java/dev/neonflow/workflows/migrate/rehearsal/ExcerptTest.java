package dev.neonflow.workflows.migrate.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.GateException;
import dev.neonflow.workflows.OutputJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  private static RehearsedMigration migration(int number, Duration held, boolean rewritten) {
    List<TableImpact> tables = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      List<HeldLock> locks = List.of(new HeldLock(LockMode.ACCESS_EXCLUSIVE, held, false));
      tables.add(
          new TableImpact("t".repeat(60) + "." + "u".repeat(60) + i, locks, rewritten, 1L, 2L));
    }
    return new RehearsedMigration(
        "V" + number + "__" + "x".repeat(150), Duration.ofSeconds(1), tables, 1_000);
  }

  @Test
  void veryMany_areCutToThoseThatMatterAndFitIntoAnOutput() {
    List<RehearsedMigration> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      all.add(migration(i, Duration.ofMillis(i == 400 ? 9_000 : 1), i == 200));
    }
    RehearsalReport report = Excerpt.of("flyway", "rehearsal/a", all, true, Duration.ZERO);
    assertTrue(OutputJson.write(report).length() < OutputJson.LONGEST);
    assertEquals(500, report.migrations().size() + report.omitted());
    List<String> shown =
        report.migrations().stream()
            .filter(one -> one.tables().size() == 5)
            .map(one -> one.name().substring(0, 4))
            .toList();
    assertTrue(shown.containsAll(List.of("V200", "V400")), shown::toString);
  }

  @Test
  void few_areAllThereInTheirOrder() {
    List<RehearsedMigration> all =
        List.of(migration(1, Duration.ZERO, false), migration(2, Duration.ofDays(1), true));
    RehearsalReport report = Excerpt.of("flyway", "rehearsal/a", all, true, Duration.ZERO);
    assertEquals(0, report.omitted());
    assertEquals(
        List.of("V1__", "V2__"),
        report.migrations().stream().map(one -> one.name().substring(0, 4)).toList());
  }

  @Test
  void veryManyThatAreSlowOrRewrite_doNotHideTheLongestLockFromTheGate() {
    List<RehearsedMigration> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(migration(i, Duration.ofMillis(1), true));
      all.add(new RehearsedMigration("slow" + i, Duration.ofHours(1), List.of(), 1));
    }
    all.add(migration(999, Duration.ofSeconds(3), false));
    RehearsalReport report = Excerpt.of("flyway", "rehearsal/a", all, true, Duration.ZERO);
    assertTrue(OutputJson.write(report).length() < OutputJson.LONGEST);
    RehearsalGate atMostTwoSeconds = new RehearsalGate(Thresholds.maxLock(Duration.ofSeconds(2)));
    assertThrows(GateException.class, () -> atMostTwoSeconds.check(report));
  }

  @Test
  void veryManyLongLocks_doNotHideTheRewriteFromTheGate() {
    List<RehearsedMigration> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(migration(i, Duration.ofHours(1), false));
    }
    all.add(migration(999, Duration.ZERO, true));
    RehearsalReport report = Excerpt.of("flyway", "rehearsal/a", all, true, Duration.ZERO);
    RehearsalGate noRewrite = new RehearsalGate(Thresholds.NONE.failingOnRewrite());
    assertThrows(GateException.class, () -> noRewrite.check(report));
  }
}
