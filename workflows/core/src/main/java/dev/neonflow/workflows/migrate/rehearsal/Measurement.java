package dev.neonflow.workflows.migrate.rehearsal;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.GateException;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** One migration of a copy, looked at from a second session. */
final class Measurement {

  private final Migrator migrator;
  private final BranchRef copy;
  private final ProductionVariables withheld;
  private final StepContext context;

  /**
   * A migration that did not begin yet.
   *
   * @param withheld what a command may not inherit
   */
  Measurement(
      Migrator migrator, BranchRef copy, ProductionVariables withheld, StepContext context) {
    this.migrator = migrator;
    this.copy = copy;
    this.withheld = withheld;
    this.context = context;
  }

  RehearsalReport run() throws Exception {
    MigrationTarget target = MigrationTarget.of(copy, context.connection(copy));
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(Measurement::thread);
    try (SecondSession session = SecondSession.open(target, context);
        Observation observation =
            new Observation(session, session.tables(migrator.ownTables()), withheld, scheduler)) {
      MigrationReport done = migrated(target.watchedBy(observation), observation);
      List<RehearsedMigration> migrations = observation.end();
      return Excerpt.of(
          migrator.tool(), copy.name(), migrations, observation.isExact(), done.duration());
    } catch (SQLException e) {
      context.cancel().throwIfCancelled();
      throw new ConnectionLostException(
          "branch " + copy.name() + " could not be looked at: " + e.getMessage(),
          "run again; production was not touched",
          e);
    } finally {
      scheduler.shutdownNow();
    }
  }

  private MigrationReport migrated(MigrationTarget target, Observation observation)
      throws Exception {
    try {
      MigrationReport done = migrator.migrate(target, context);
      if (done.applied().isEmpty() && observation.isBypassed()) {
        throw new GateException(
            migrator.describe()
                + " never connected to the copy, so nothing was rehearsed. It may have migrated"
                + " another database, perhaps production",
            "make it read DATABASE_URL or PGHOST, look at what it migrated, then run again;"
                + " --no-rehearse goes on without a rehearsal",
            null);
      }
      return done;
    } catch (MigrationFailedException e) {
      throw new MigrationFailedException(
          "in the rehearsal: " + e.getMessage(),
          "correct the migration and run again; "
              + (observation.isBypassed()
                  ? "it never connected to the copy: make sure that it reads DATABASE_URL or PGHOST"
                  : "production was not touched"),
          e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "neonflow-rehearsal");
    thread.setDaemon(true);
    return thread;
  }
}
