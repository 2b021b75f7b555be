package dev.neonflow.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;

/**
 * Classes and their tests at the same time, in one run. It is not started by the initializer of
 * this class, which its threads would wait for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParallelTest {

  private static final int TESTS = 4;
  private static final Map<String, String> PARALLEL =
      Map.of(
          "junit.jupiter.execution.parallel.enabled", "true",
          "junit.jupiter.execution.parallel.mode.default", "concurrent",
          "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
          "junit.jupiter.execution.parallel.config.strategy", "fixed",
          "junit.jupiter.execution.parallel.config.fixed.parallelism", String.valueOf(2 * TESTS));

  private final Run run = Run.of(PARALLEL, Shared.class, PerTest.class);

  @Test
  void classesAndTests_runTogether() {
    assertEquals(List.of(), run.failures());
    assertEquals(TESTS, run.succeededTests());
  }

  @Test
  void testsOfAClass_shareItsBranch_andOnlyThat() {
    assertEquals(1, Set.copyOf(run.reported("shared.branch")).size());
    assertEquals(1, Set.copyOf(run.reported("per-test.branch")).size());
    assertEquals(
        2,
        Set.of(run.reported("shared.branch").get(0), run.reported("per-test.branch").get(0))
            .size());
  }

  @Test
  void testsWithADatabaseOfTheirOwn_doNotMeet() {
    assertEquals(List.of("mine", "mine"), run.reported("per-test.tables"));
  }

  /** Where all tests of the run are at the same time, or fail. */
  private static final class Meeting {
    private static final CyclicBarrier ALL = new CyclicBarrier(TESTS);

    static void join() throws Exception {
      ALL.await(10, TimeUnit.MINUTES);
    }
  }

  @NeonBranch
  static class Shared {
    @Test
    void one(DataSource db, TestReporter reporter) throws Exception {
      look(db, reporter);
    }

    @Test
    void two(DataSource db, TestReporter reporter) throws Exception {
      look(db, reporter);
    }

    private static void look(DataSource db, TestReporter reporter) throws Exception {
      Meeting.join();
      reporter.publishEntry("shared.branch", Sql.one(db, "SHOW neon.branch_id"));
    }
  }

  @NeonBranch(databasePerTest = true)
  static class PerTest {
    @Test
    void one(DataSource db, TestReporter reporter) throws Exception {
      create(db, reporter);
    }

    @Test
    void two(DataSource db, TestReporter reporter) throws Exception {
      create(db, reporter);
    }

    private static void create(DataSource db, TestReporter reporter) throws Exception {
      Meeting.join();
      Sql.execute(db, "CREATE TABLE mine ()");
      reporter.publishEntry("per-test.tables", Sql.tables(db));
      reporter.publishEntry("per-test.branch", Sql.one(db, "SHOW neon.branch_id"));
    }
  }
}
