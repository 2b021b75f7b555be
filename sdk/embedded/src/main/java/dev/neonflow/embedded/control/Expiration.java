package dev.neonflow.embedded.control;

import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes branches whose time is over. */
final class Expiration implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Expiration.class);
  private static final long CHECK_EVERY_MILLIS = 1000;

  private final Branches branches;
  private final Now now;
  private final ScheduledExecutorService scheduler;

  Expiration(Branches branches, Now now) {
    this.branches = branches;
    this.now = now;
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "neon-expiration");
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    var unused =
        scheduler.scheduleWithFixedDelay(
            this::check, CHECK_EVERY_MILLIS, CHECK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Accepts the deletion of every branch that is due; one that is in use waits for the next. */
  void check() {
    Instant instant = now.get();
    for (Branch branch : branches.list()) {
      Branch.Lease lease = branch.lease();
      if (lease != null && !lease.expiresAt().isAfter(instant)) {
        try {
          branches.delete(branch.id());
        } catch (RuntimeException later) {
          LOG.debug("Branch {} expired but stays for now", branch.id(), later);
        }
      }
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
