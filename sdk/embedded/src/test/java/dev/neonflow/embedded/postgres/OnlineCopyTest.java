package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.TestCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.replication.LogSequenceNumber;

/** Branches of a database that is being written to lose nothing and are not torn. */
class OnlineCopyTest {

  private static final String PARENT = "br-parent";
  private static final int ACCOUNTS = 100;
  private static final int WRITERS = 2;

  @TempDir Path home;

  /** A transaction that was acknowledged, at or before a position of the log. */
  record Commit(int writer, long number, long position) {}

  @Test
  void copiesUnderLoad_holdEveryAcknowledgedCommit() throws Exception {
    verify(3);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void fiftyCopiesUnderLoad_holdEveryAcknowledgedCommit() throws Exception {
    verify(50);
  }

  private void verify(int copies) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Writer> writers = new ArrayList<>();
    try (PostgresDataPlane plane = PostgresDataPlane.open(home, TestCache.DIR, false)) {
      plane.createRoot(PARENT, Clients.ROLE, Clients.PASSWORD, Clients.DATABASE);
      Compute parent = plane.open(new ComputeSpec(PARENT, "p", PARENT, "e", 0));
      try (Connection owner = Clients.connect(parent.port())) {
        prepare(owner);
      }
      List<Future<List<Commit>>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Writer writer = new Writer(i, parent.port());
        writers.add(writer);
        running.add(threads.submit(writer::run));
      }
      for (Writer writer : writers) {
        assertTrue(writer.warm.await(20, TimeUnit.SECONDS));
      }
      List<Long> positions = new ArrayList<>();
      List<Long> served = new ArrayList<>();
      for (int i = 0; i < copies; i++) {
        long before = writers.stream().mapToLong(w -> w.number).sum();
        String position = plane.copy(PARENT, "br-" + i);
        positions.add(LogSequenceNumber.valueOf(position).asLong());
        served.add(writers.stream().mapToLong(w -> w.number).sum() - before);
      }
      writers.forEach(w -> w.stop = true);
      List<Commit> commits = collect(running);
      String admin = Files.readString(home.resolve("admin.password"));
      for (int i = 0; i < copies; i++) {
        assertTrue(served.get(i) > 0, "the parent served nothing during copy " + i);
        try (Compute copy = plane.open(new ComputeSpec("br-" + i, "p", "br-" + i, "e-" + i, 0))) {
          long position = positions.get(i);
          check(copy, commits.stream().filter(c -> c.position() <= position).toList());
          checkFiles(copy, admin);
        }
        plane.delete("br-" + i);
      }
    } finally {
      writers.forEach(w -> w.stop = true);
      threads.shutdown();
      assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
    }
  }

  private static List<Commit> collect(List<Future<List<Commit>>> running)
      throws InterruptedException, ExecutionException {
    List<Commit> commits = new ArrayList<>();
    for (Future<List<Commit>> future : running) {
      commits.addAll(future.get());
    }
    return commits;
  }

  private static void prepare(Connection owner) throws SQLException {
    Clients.execute(owner, "CREATE TABLE account (id int PRIMARY KEY, balance bigint)");
    Clients.execute(
        owner,
        "INSERT INTO account SELECT i, 1000 FROM generate_series(0, " + (ACCOUNTS - 1) + ") i");
    Clients.execute(
        owner,
        "CREATE TABLE history (writer int, number bigint, account int, amount bigint,"
            + " PRIMARY KEY (writer, number, account))");
    Clients.execute(
        owner, "CREATE TABLE filler AS SELECT i, repeat('x', 500) FROM generate_series(1, 5000) i");
  }

  private static void check(Compute copy, List<Commit> commits) throws SQLException {
    try (Connection owner = Clients.connect(copy.port())) {
      assertEquals("" + 1000L * ACCOUNTS, Clients.query(owner, "SELECT sum(balance) FROM account"));
      assertEquals(
          "0",
          Clients.query(
              owner,
              "SELECT count(*) FROM account a WHERE balance <> 1000 + coalesce((SELECT sum(amount)"
                  + " FROM history h WHERE h.account = a.id), 0)"));
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        long acknowledged =
            commits.stream()
                .filter(c -> c.writer() == writer)
                .mapToLong(Commit::number)
                .max()
                .orElse(0);
        String where = " FROM history WHERE writer = " + writer;
        long last = Long.parseLong(Clients.query(owner, "SELECT max(number)" + where));
        assertTrue(acknowledged > 0 && last >= acknowledged, last + " of " + acknowledged);
        assertEquals("" + 2 * last, Clients.query(owner, "SELECT count(*)" + where));
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
      assertEquals("5000", Clients.query(admin, "SELECT count(*) FROM filler"));
      assertEquals(
          "0",
          Clients.query(admin, "SELECT sum(coalesce(checksum_failures, 0)) FROM pg_stat_database"));
    }
  }

  /** Moves money between accounts, and writes down what was acknowledged. */
  private static final class Writer {
    private final int id;
    private final int port;
    private final CountDownLatch warm = new CountDownLatch(20);
    private volatile boolean stop;
    private volatile long number;

    Writer(int id, int port) {
      this.id = id;
      this.port = port;
    }

    List<Commit> run() throws SQLException {
      List<Commit> commits = new ArrayList<>();
      try (Connection connection = Clients.connect(port)) {
        connection.setAutoCommit(false);
        for (long n = 1; !stop; n++) {
          int from = (int) ((n * 7 + id) % ACCOUNTS);
          int to = (from + 1 + id) % ACCOUNTS;
          // In one order for all, so that writers wait for each other but never for ever.
          move(connection, n, Math.min(from, to), from < to ? -1 : 1);
          move(connection, n, Math.max(from, to), from < to ? 1 : -1);
          connection.commit();
          commits.add(new Commit(id, n, position(connection)));
          connection.rollback();
          number = n;
          warm.countDown();
        }
      }
      return commits;
    }

    private void move(Connection connection, long n, int account, long amount) throws SQLException {
      try (PreparedStatement update =
              connection.prepareStatement("UPDATE account SET balance = balance + ? WHERE id = ?");
          PreparedStatement insert =
              connection.prepareStatement("INSERT INTO history VALUES (?, ?, ?, ?)")) {
        update.setLong(1, amount);
        update.setInt(2, account);
        assertEquals(1, update.executeUpdate());
        insert.setInt(1, id);
        insert.setLong(2, n);
        insert.setInt(3, account);
        insert.setLong(4, amount);
        insert.executeUpdate();
      }
    }

    private static long position(Connection connection) throws SQLException {
      try (PreparedStatement statement =
              connection.prepareStatement("SELECT pg_current_wal_insert_lsn()");
          ResultSet row = statement.executeQuery()) {
        row.next();
        return LogSequenceNumber.valueOf(row.getString(1)).asLong();
      }
    }
  }
}
