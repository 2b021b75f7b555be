package dev.neonflow.workflows.migrate.rehearsal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.migrate.MigratedBranches;
import dev.neonflow.workflows.migrate.MigrationTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ObservationTest {
  private static MigratedBranches branches;
  private static MigrationTarget target;

  private final ByHand looks = new ByHand();
  private Connection earlier;
  private SecondSession session;
  private Observation observation;

  /** Looks when it is told to. */
  private static final class ByHand extends ScheduledThreadPoolExecutor {
    private Runnable look = () -> {};

    ByHand() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable command, long initialDelay, long delay, TimeUnit unit) {
      look = command;
      return schedule(() -> {}, 1, TimeUnit.HOURS);
    }
  }

  @BeforeAll
  static void start() throws SQLException {
    branches = new MigratedBranches();
    target = branches.create();
    MigratedBranches.execute(target, "create table orders (id int)");
  }

  @AfterAll
  static void stop() {
    branches.close();
  }

  @BeforeEach
  void observe() throws SQLException {
    earlier = MigratedBranches.connect(target);
    session = SecondSession.open(target, FakeContext.forCommit("c1"));
    observation = new Observation(session, Map.of(), new ProductionVariables("nowhere"), looks);
    migrate();
  }

  @AfterEach
  void end() throws SQLException {
    observation.close();
    session.close();
    earlier.close();
    looks.shutdownNow();
  }

  private void migrate() throws SQLException {
    try (Connection own = observation.watched(MigratedBranches.connect(target));
        Statement statement = own.createStatement()) {
      statement.execute("select 1");
      looks.look.run();
    }
  }

  @Test
  void sessionFromBeforeThatHoldsNothing_isNoStranger() {
    assertTrue(observation.isExact());
  }

  @Test
  void sessionFromBeforeThatHoldsSomething_isAStranger() throws SQLException {
    earlier.setAutoCommit(false);
    try (Statement statement = earlier.createStatement()) {
      statement.execute("lock table orders in share mode");
    }
    looks.look.run();
    assertFalse(observation.isExact());
    earlier.rollback();
    looks.look.run();
    assertFalse(observation.isExact());
  }

  @Test
  void sessionThatCameMeanwhile_isAStranger() throws SQLException {
    try (Connection later = MigratedBranches.connect(target)) {
      looks.look.run();
      assertTrue(later.isValid(60));
    }
    assertFalse(observation.isExact());
  }
}
