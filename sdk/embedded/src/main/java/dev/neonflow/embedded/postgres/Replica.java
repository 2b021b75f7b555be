package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hot standby of a timeline: a copy that follows the primary as long as that runs, and answers
 * reads all the time. The copy is made at each start and removed at each end.
 */
final class Replica implements Server {

  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
  private static final String CONFIGURATION = "postgresql.auto.conf";
  private static final String SIGNAL = "standby.signal";
  private static final String PASSWORD = "primary.pass";
  private static final Duration DYING = Duration.ofSeconds(5);

  private final Supplier<Path> copy;
  private final Function<Path, Postmaster.Launch> launch;
  private final IntSupplier primaryPort;
  private final String adminPassword;
  private final Way way;
  private @Nullable Path data;
  private @Nullable Postmaster running;
  private int followed;

  /**
   * Does nothing yet.
   *
   * @param copy makes a new copy of the timeline that the next start of the home would remove
   * @param launch what a copy is started with
   * @param primaryPort the port that the primary has now, or 0 while it does not run
   */
  Replica(
      Supplier<Path> copy,
      Function<Path, Postmaster.Launch> launch,
      IntSupplier primaryPort,
      String adminPassword,
      Way way) {
    this.copy = copy;
    this.launch = launch;
    this.primaryPort = primaryPort;
    this.adminPassword = adminPassword;
    this.way = way;
  }

  @Override
  public Postmaster start() {
    ended();
    Path target = copy.get();
    boolean started = false;
    try {
      int port = primaryPort.getAsInt();
      standby(target, port);
      Postmaster postmaster = Postmaster.start(launch.apply(target));
      synchronized (this) {
        data = target;
        running = postmaster;
        followed = port;
      }
      started = true;
      return postmaster;
    } catch (IOException e) {
      throw new PostgresException("A read replica was not made: " + e.getMessage(), e);
    } finally {
      if (!started) {
        remove(target);
      }
    }
  }

  /** The primary may have begun to run, elsewhere, since the copy was made. */
  @Override
  public void started() {
    follow();
  }

  /** Turns to the port that the primary has now; it has another one after each start. */
  synchronized void follow() {
    int port = primaryPort.getAsInt();
    Path current = data;
    Postmaster postmaster = running;
    if (current == null || postmaster == null || port == 0 || port == followed) {
      return;
    }
    try {
      point(current, port);
      Processes.signal("HUP", List.of(postmaster.pid()));
      followed = port;
    } catch (IOException e) {
      LOG.warn("The read replica in {} does not follow its primary", current, e);
    }
  }

  @Override
  public void ended() {
    Path old;
    synchronized (this) {
      old = data;
      data = null;
      running = null;
      followed = 0;
    }
    if (old != null) {
      Processes.gone(old, DYING);
      remove(old);
    }
  }

  private void standby(Path target, int port) throws IOException {
    Path password = target.resolve(PASSWORD);
    Trees.writePrivate(
        password, Loopback.HOST + ":*:*:" + Template.SUPERUSER + ":" + adminPassword + "\n");
    way.own(password);
    Files.createFile(target.resolve(SIGNAL), Trees.PRIVATE_FILE);
    way.own(target.resolve(SIGNAL));
    point(target, port);
  }

  /** The password is not part of it, for who may read all settings may read this one. */
  private void point(Path target, int port) throws IOException {
    String primary =
        port == 0
            ? ""
            : "primary_conninfo = 'host=%s port=%d user=%s sslmode=disable passfile=''%s'''%n"
                .formatted(
                    Loopback.HOST,
                    port,
                    Template.SUPERUSER,
                    quoted(target.resolve(PASSWORD).toString()));
    Path file = target.resolve(CONFIGURATION);
    Trees.writePrivate(file, primary);
    way.own(file);
  }

  /** Within a value of a connection string, within a value of a configuration file. */
  private static String quoted(String path) {
    return path.replace("\\", "\\\\\\\\").replace("'", "\\\\''");
  }

  private static void remove(Path copy) {
    try {
      Trees.delete(copy);
    } catch (IOException e) {
      LOG.warn("The copy of a read replica is left until the next start", e);
    }
  }
}
