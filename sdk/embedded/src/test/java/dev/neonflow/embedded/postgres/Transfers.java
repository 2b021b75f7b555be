package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.postgresql.replication.LogSequenceNumber;

/**
 * Four writers that move money between accounts of a database and write down each transfer there,
 * and here once it is acknowledged. By that every copy of the database can be judged.
 */
final class Transfers implements AutoCloseable {

  private static final int WRITERS = 4;
  private static final int ACCOUNTS = 100;
  private static final int WARM = 20;
  private static final int PATIENCE_SECONDS = 120;

  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
  private final List<Writer> writers = new ArrayList<>();
  private final List<Future<List<Commit>>> running = new ArrayList<>();

  private Transfers() {}

  /** A transfer that was acknowledged, at or before a position of the log. */
  private record Commit(int writer, long number, long position) {}

  /** Prepares a database and starts to write; returns when every writer is at it. */
  static Transfers start(int port) throws SQLException, InterruptedException {
    try (Connection owner = Clients.connect(port)) {
      prepare(owner);
    }
    Transfers transfers = new Transfers();
    for (int i = 0; i < WRITERS; i++) {
      Writer writer = new Writer(i, port);
      transfers.writers.add(writer);
      transfers.running.add(transfers.threads.submit(writer::run));
    }
    for (Writer writer : transfers.writers) {
      assertTrue(writer.warm.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
    return transfers;
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
  }

  /** How many transfers were acknowledged so far. */
  long count() {
    return writers.stream().mapToLong(w -> w.number).sum();
  }

  /** Ends the writers; from now on copies can be judged. */
  Ledger stop() throws InterruptedException, ExecutionException {
    writers.forEach(w -> w.stop = true);
    List<Commit> commits = new ArrayList<>();
    for (Future<List<Commit>> future : running) {
      commits.addAll(future.get());
    }
    return new Ledger(commits);
  }

  @Override
  public void close() {
    writers.forEach(w -> w.stop = true);
    threads.shutdown();
    assertDoesNotThrow(
        () -> assertTrue(threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)));
  }

  /** All that was acknowledged. */
  record Ledger(List<Commit> commits) {

    /** Fails unless a copy is whole and holds what was acknowledged before a position. */
    void check(int port, String position) throws SQLException {
      long end = LogSequenceNumber.valueOf(position).asLong();
      try (Connection owner = Clients.connect(port)) {
        assertEquals(
            "" + 1000L * ACCOUNTS, Clients.query(owner, "SELECT sum(balance) FROM account"));
        assertEquals(
            "0",
            Clients.query(
                owner,
                "SELECT count(*) FROM account a WHERE balance <> 1000 + coalesce((SELECT"
                    + " sum(amount) FROM history h WHERE h.account = a.id), 0)"));
        for (int writer = 0; writer < WRITERS; writer++) {
          checkSequence(owner, writer, acknowledged(writer, end));
        }
      }
    }

    private long acknowledged(int writer, long end) {
      return commits.stream()
          .filter(c -> c.writer() == writer && c.position() <= end)
          .mapToLong(Commit::number)
          .max()
          .orElse(0);
    }

    /** Each transfer has two rows; numbers are unique, so as many as the last one have no gap. */
    private static void checkSequence(Connection owner, int writer, long acknowledged)
        throws SQLException {
      String where = " FROM history WHERE writer = " + writer;
      long last = Long.parseLong(Clients.query(owner, "SELECT coalesce(max(number), 0)" + where));
      assertTrue(acknowledged > 0 && last >= acknowledged, last + " of " + acknowledged);
      assertEquals("" + 2 * last, Clients.query(owner, "SELECT count(*)" + where));
    }
  }

  private static final class Writer {
    private final int id;
    private final int port;
    private final CountDownLatch warm = new CountDownLatch(WARM);
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
