package dev.neonflow.embedded.control;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes branches whose time is over, and for good those that are deleted for long enough. */
final class Expiration implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Expiration.class);

  private final Branches branches;
  private final DeletedBranches deleted;
  private final Leftovers leftovers;
  private final Schemas schemas;
  private final Now now;
  private final RepeatedCheck repeated;

  Expiration(
      Branches branches, DeletedBranches deleted, Leftovers leftovers, Schemas schemas, Now now) {
    this.branches = branches;
    this.deleted = deleted;
    this.leftovers = leftovers;
    this.schemas = schemas;
    this.now = now;
    this.repeated = new RepeatedCheck("neon-expiration", this::check);
  }

  void start() {
    repeated.start();
  }

  /** Accepts the deletion of every branch that is due; one that is in use waits for the next. */
  void check() {
    Instant instant = now.get();
    for (Branch branch : branches.list()) {
      Branch.Lease lease = branch.lease();
      if (lease != null && !lease.expiresAt().isAfter(instant)) {
        try {
          branches.expire(branch.id());
        } catch (RuntimeException later) {
          LOG.debug("Branch {} expired but stays for now", branch.id(), later);
        }
      }
    }
    deleted.purgeExpired();
    leftovers.removeAll();
    schemas.sweep();
  }

  @Override
  public void close() {
    repeated.close();
  }
}
