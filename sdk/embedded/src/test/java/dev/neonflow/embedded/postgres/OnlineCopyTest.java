package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.TestCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Branches of a database that is being written to lose nothing and are not torn. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class OnlineCopyTest {

  private static final String PARENT = "br-parent";
  private static final int FILLER = 5000;

  @TempDir Path home;

  @Test
  void tenCopiesUnderLoad_holdEveryAcknowledgedCommit() throws Exception {
    verify(home, 10);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void fiftyCopiesUnderLoad_holdEveryAcknowledgedCommit() throws Exception {
    verify(home, 50);
  }

  /** Copies a branch that four writers are at, each copy while they write, and judges each copy. */
  static void verify(Path home, int copies) throws Exception {
    try (PostgresDataPlane plane = PostgresDataPlane.open(home, TestCache.DIR, false)) {
      plane.createRoot(PARENT, Clients.ROLE, Clients.PASSWORD, Clients.DATABASE);
      Compute parent = plane.open(new ComputeSpec(PARENT, "p", PARENT, "e", 0));
      Clients.execute(
          parent.port(),
          "CREATE TABLE filler AS SELECT i, repeat('x', 500) FROM generate_series(1, "
              + FILLER
              + ") i");
      List<String> positions = new ArrayList<>();
      Transfers.Ledger ledger;
      try (Transfers transfers = Transfers.start(parent.port())) {
        for (int i = 0; i < copies; i++) {
          long before = transfers.count();
          positions.add(plane.copy(PARENT, "br-" + i));
          assertTrue(transfers.count() > before, "the parent served nothing during copy " + i);
        }
        ledger = transfers.stop();
      }
      String admin = Files.readString(home.resolve("admin.password"));
      for (int i = 0; i < copies; i++) {
        try (Compute copy = plane.open(new ComputeSpec("br-" + i, "p", "br-" + i, "e-" + i, 0))) {
          ledger.check(copy.port(), positions.get(i));
          checkFiles(copy, admin);
        }
        plane.delete("br-" + i);
      }
    }
  }

  /** Every index agrees with its table, and every page with its checksum. */
  private static void checkFiles(Compute copy, String password) throws SQLException {
    try (Connection admin =
        Clients.connect(copy.port(), Template.SUPERUSER, password, Clients.DATABASE)) {
      Clients.execute(admin, "CREATE EXTENSION amcheck");
      String sql =
          "SELECT count(bt_index_check(c.oid, true)) FROM pg_class c JOIN pg_am a ON a.oid ="
              + " c.relam WHERE a.amname = 'btree' AND c.relkind = 'i'";
      assertTrue(Integer.parseInt(Clients.query(admin, sql)) > 100);
      assertEquals("" + FILLER, Clients.query(admin, "SELECT count(*) FROM filler"));
      assertEquals("on", Clients.query(admin, "SHOW data_checksums"));
      assertEquals(
          "0",
          Clients.query(admin, "SELECT sum(coalesce(checksum_failures, 0)) FROM pg_stat_database"));
    }
  }
}
