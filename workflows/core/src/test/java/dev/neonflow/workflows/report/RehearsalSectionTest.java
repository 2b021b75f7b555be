package dev.neonflow.workflows.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.internal.json.JsonTree;
import dev.neonflow.workflows.migrate.rehearsal.HeldLock;
import dev.neonflow.workflows.migrate.rehearsal.LockMode;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;
import dev.neonflow.workflows.migrate.rehearsal.RehearsedMigration;
import dev.neonflow.workflows.migrate.rehearsal.TableImpact;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalSectionTest {

  private static TableImpact impact(String table, LockMode mode, boolean sampled, boolean anew) {
    List<HeldLock> locks = List.of(new HeldLock(mode, Duration.ofMillis(1200), sampled));
    return new TableImpact(table, locks, anew, 4096L, 3L * 1024 * 1024 * 1024 / 2);
  }

  private static RehearsalReport report(boolean exact, int omitted, RehearsedMigration... all) {
    return new RehearsalReport(
        "flyway", "rehearsal/a", List.of(all), omitted, exact, Duration.ofSeconds(2), null);
  }

  private static RehearsedMigration migration(String name, TableImpact... impacts) {
    return new RehearsedMigration(name, Duration.ofMillis(1300), List.of(impacts), 2048);
  }

  private static final RehearsalReport BOTH =
      report(
          true,
          0,
          migration("V1__a.sql", impact("a|b", LockMode.ACCESS_EXCLUSIVE, false, true)),
          migration("V2__b.sql", impact("c", LockMode.SHARE, true, false)));

  @Test
  void text_hasALineForEachMigration() {
    assertEquals(
        List.of(
            "V1__a.sql: 1.3 s, ACCESS EXCLUSIVE on a|b, 1.2 s, rewrote a|b (1.5 GB), WAL 2.0 kB",
            "V2__b.sql: 1.3 s, SHARE on c, at least 1.2 s, WAL 2.0 kB"),
        RehearsalSection.lines(BOTH).subList(0, 2));
    assertTrue(RehearsalSection.lines(BOTH).get(2).startsWith("Nobody else used the copy"));
    assertEquals(4, RehearsalSection.lines(BOTH).size());
    assertEquals(
        List.of("nothing to migrate"),
        RehearsalSection.lines(
            new RehearsalReport("flyway", null, List.of(), 0, true, Duration.ZERO, null)));
  }

  @Test
  void oneLine_saysWhatMattersMost() {
    assertEquals(
        "2 migrations rehearsed; longest lock that queries wait for: ACCESS EXCLUSIVE on a|b, 1.2 s;"
            + " rewritten: a|b",
        BOTH.words());
    RehearsedMigration harmless =
        migration("all migrations", impact("c", LockMode.ROW_EXCLUSIVE, true, false));
    assertEquals(
        "all rehearsed; no lock that queries wait for was seen",
        report(false, 0, harmless).words());
  }

  @Test
  void namesOfTables_makeNoColumns() {
    String text = RehearsalSection.markdown(BOTH);
    assertTrue(text.contains("ACCESS EXCLUSIVE on a\\|b, 1.2 s | a\\|b (1.5 GB) | 2.0 kB |"), text);
    assertFalse(text.contains("every 20 ms"), text);
  }

  @Test
  void sampled_isSaid() {
    assertTrue(RehearsalSection.markdown(report(false, 0)).contains("every 20 ms"));
    assertTrue(RehearsalSection.lines(report(false, 0)).toString().contains("every 20 ms"));
  }

  @Test
  void many_areCutAndCounted() {
    RehearsedMigration[] all =
        Collections.nCopies(60, migration("V.sql")).toArray(RehearsedMigration[]::new);
    assertTrue(RehearsalSection.markdown(report(true, 5, all)).contains("... and 15 more"));
    assertEquals("... and 15 more", RehearsalSection.lines(report(true, 5, all)).get(50));
    TableImpact impact = impact("t", LockMode.SHARE, false, false);
    String line =
        RehearsalSection.lines(report(true, 0, migration("V", impact, impact, impact, impact)))
            .get(0);
    assertTrue(line.contains("; and 1 more, WAL"), line);
  }

  @Test
  void json_hasAllLocksAndSizes() {
    String json = JsonTree.print(RehearsalSection.json(BOTH)).replaceAll("\\s", "");
    assertTrue(
        json.contains(
            "{\"table\":\"a|b\",\"rewritten\":true,\"bytes_before\":4096,"
                + "\"bytes_after\":1610612736,\"locks\":[{\"mode\":\"ACCESSEXCLUSIVE\","
                + "\"held_ms\":1200,\"sampled\":false}]}"),
        json);
  }
}
