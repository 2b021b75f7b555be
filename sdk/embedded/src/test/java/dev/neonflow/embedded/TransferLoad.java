package dev.neonflow.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Four clients that transfer money with a pause after each transaction, and are timed. */
final class TransferLoad implements AutoCloseable {

  private static final int CLIENTS = 4;
  private static final int ACCOUNTS = 1000;

  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private final List<Future<?>> running = new ArrayList<>();
  private final Queue<Timed> done = new ConcurrentLinkedQueue<>();
  private final String uri;
  private final long pauseNanos;
  private volatile boolean stop;

  /** A transaction, in the nanoseconds of the JVM's clock. */
  private record Timed(long from, long to) {}

  private TransferLoad(String uri, Duration pause) {
    this.uri = uri;
    this.pauseNanos = pause.toNanos();
  }

  static void prepare(String uri) throws SQLException {
    Database.execute(
        uri,
        "CREATE TABLE account (id int PRIMARY KEY, balance bigint);"
            + "INSERT INTO account SELECT i, 1000 FROM generate_series(1, "
            + ACCOUNTS
            + ") i; CREATE TABLE history (account int, amount bigint)");
  }

  static TransferLoad start(String uri, Duration pause) {
    TransferLoad load = new TransferLoad(uri, pause);
    for (int i = 0; i < CLIENTS; i++) {
      int id = i;
      load.running.add(
          load.threads.submit(
              () -> {
                load.work(id);
                return null;
              }));
    }
    return load;
  }

  private void work(int id) throws SQLException {
    try (Connection connection = Database.connect(uri);
        PreparedStatement move =
            connection.prepareStatement("UPDATE account SET balance = balance + ? WHERE id = ?");
        PreparedStatement note = connection.prepareStatement("INSERT INTO history VALUES (?, ?)")) {
      connection.setAutoCommit(false);
      for (int n = 0; !stop; n++) {
        // Clients have accounts of their own: a wait for a lock would be no stall of the server's.
        int from = 1 + id + CLIENTS * (n % (ACCOUNTS / CLIENTS / 2));
        long start = System.nanoTime();
        move.setLong(1, -1);
        move.setInt(2, from);
        move.executeUpdate();
        move.setLong(1, 1);
        move.setInt(2, from + ACCOUNTS / 2);
        move.executeUpdate();
        note.setInt(1, from);
        note.setLong(2, 1);
        note.executeUpdate();
        connection.commit();
        done.add(new Timed(start, System.nanoTime()));
        LockSupport.parkNanos(pauseNanos);
      }
    }
  }

  /** Transactions a second that ended in a time. */
  double perSecond(long from, long to) {
    long count = done.stream().filter(t -> t.to() >= from && t.to() <= to).count();
    return count * 1e9 / (to - from);
  }

  /** The longest transaction in a time, in milliseconds. */
  double longest(long from, long to) {
    return done.stream()
            .filter(t -> t.to() >= from && t.from() <= to)
            .mapToLong(t -> t.to() - t.from())
            .max()
            .orElse(0)
        / 1e6;
  }

  /** Ends the clients. */
  @Override
  public void close() throws SQLException {
    stop = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("The clients do not end");
      }
      for (Future<?> client : running) {
        client.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new SQLException("A client failed", e);
    }
  }
}
