package dev.neonflow.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;

/** A database for each test, inside the branch of its class. */
class DatabasePerTestTest {

  private static final Run RUN = Run.of(Stock.class, Repeated.class, Outer.class);

  @Test
  void everyTest_startsFromTheStateAfterBeforeAll() {
    assertEquals(List.of("10 1", "10 1", "10 1"), RUN.reported("stock.start"));
    assertEquals(1, Set.copyOf(RUN.reported("stock.branch")).size(), "one branch");
  }

  @Test
  void constructorBeforeEachAndTest_shareTheTestsDatabase() {
    assertEquals(List.of("1", "1", "1"), RUN.reported("stock.databases"));
  }

  @Test
  void databaseOfTheBranch_staysAsBeforeAllLeftIt_andCopiesAreDropped() {
    assertEquals("10", RUN.only("stock.end"));
    assertEquals("0", RUN.only("stock.left"));
  }

  @Test
  void everyInvocationOfATest_hasItsOwn() {
    List<String> names = RUN.reported("repeated");
    assertEquals(3, names.size(), RUN.failures().toString());
    assertEquals(3, new HashSet<>(names).size());
  }

  @Test
  void nestedTests_startFromTheStateAfterTheirOwnBeforeAll() {
    assertEquals("outer", RUN.only("outer.tables"));
    assertEquals("nested,outer", RUN.only("nested.tables"));
  }

  @Test
  void allOfThem_succeed() {
    assertEquals(List.of(), RUN.failures());
  }

  @NeonBranch(databasePerTest = true)
  static class Stock {
    private final NeonDatabase given;
    private final Set<String> names = new HashSet<>();

    Stock(NeonDatabase given) {
      this.given = given;
    }

    @BeforeAll
    static void fill(DataSource db) throws Exception {
      Sql.execute(db, "CREATE TABLE stock (pieces int)");
      Sql.execute(db, "INSERT INTO stock VALUES (10)");
    }

    @BeforeEach
    void sell(NeonDatabase database) {
      names.add(given.uri().database());
      names.add(database.uri().database());
    }

    @Test
    void one(NeonDatabase database, TestReporter reporter) throws Exception {
      take(database, reporter);
    }

    @Test
    void two(NeonDatabase database, TestReporter reporter) throws Exception {
      take(database, reporter);
    }

    @Test
    void staysConnected(NeonDatabase database, DataSource db, TestReporter reporter)
        throws Exception {
      Connection left = db.getConnection();
      take(database, reporter);
      assertTrue(left.isValid(60));
    }

    private void take(NeonDatabase database, TestReporter reporter) throws Exception {
      names.add(database.uri().database());
      DataSource db = database.dataSource();
      reporter.publishEntry(
          "stock.start", Sql.one(db, "SELECT sum(pieces) || ' ' || count(*) FROM stock"));
      reporter.publishEntry("stock.branch", Sql.one(db, "SHOW neon.branch_id"));
      reporter.publishEntry("stock.databases", String.valueOf(names.size()));
      Sql.execute(db, "UPDATE stock SET pieces = pieces - 1");
    }

    @AfterAll
    static void look(DataSource db, TestReporter reporter) throws Exception {
      reporter.publishEntry("stock.end", Sql.one(db, "SELECT sum(pieces) FROM stock"));
      reporter.publishEntry(
          "stock.left",
          Sql.one(db, "SELECT count(*) FROM pg_database WHERE datname ~ '^neonflow_.*_'"));
    }
  }

  @NeonBranch(databasePerTest = true)
  static class Repeated {
    @RepeatedTest(3)
    void again(NeonDatabase database, TestReporter reporter) {
      reporter.publishEntry("repeated", database.uri().database());
    }
  }

  @NeonBranch(databasePerTest = true)
  static class Outer {
    @BeforeAll
    static void fill(DataSource db) throws Exception {
      Sql.execute(db, "CREATE TABLE \"outer\" ()");
    }

    @Test
    void outer(DataSource db, TestReporter reporter) throws Exception {
      reporter.publishEntry("outer.tables", Sql.tables(db));
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Inner {
      @BeforeAll
      void fill(DataSource db) throws Exception {
        Sql.execute(db, "CREATE TABLE nested ()");
      }

      @Test
      void nested(DataSource db, TestReporter reporter) throws Exception {
        reporter.publishEntry("nested.tables", Sql.tables(db));
      }
    }
  }
}
