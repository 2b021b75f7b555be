package dev.neonflow.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** Classes that run one after the other on one embedded Neon. */
class NeonBranchTest {

  private static final Set<Long> BEFORE = postgresProcesses();
  private static final Run RUN =
      Run.of(
          OrdersTest.class,
          InvoicesTest.class,
          FailingTest.class,
          FailingBeforeAll.class,
          EveryPlace.class,
          OuterTest.class,
          OncePreparedTest.class,
          AlsoPreparedTest.class,
          UnknownParent.class,
          UnknownRole.class,
          BrokenSetupTest.class,
          Afterwards.class);

  @Test
  void eachClass_hasABranchOfItsOwn_namedAfterIt() {
    String orders = RUN.only("orders.branch");
    String invoices = RUN.only("invoices.branch");
    assertTrue(orders.matches("test/orders-test-[0-9a-f]{8}"), orders);
    assertTrue(invoices.matches("ci/7-invoices-test-[0-9a-f]{8}"), invoices);
  }

  @Test
  void twoClasses_doNotSeeEachOthersTables_norTheirParent() {
    assertEquals("orders", RUN.only("orders.tables"));
    assertEquals("invoices", RUN.only("invoices.tables"));
    assertEquals("(none)", RUN.only("main.tables"));
  }

  @Test
  void afterEachClass_itsBranchIsGone_alsoAfterFailures() {
    assertEquals(1, RUN.reported("failing.branch").size());
    assertEquals(1, RUN.reported("failing-before-all.branch").size());
    List<String> left =
        RUN.reported("left").stream().filter(name -> !name.startsWith("test/migrations-")).toList();
    assertEquals(List.of("main"), left, "only main, and what classes share until the end");
  }

  @Test
  void everyPlaceWithParameters_getsTheSameBranch_alsoOfANamedParent() {
    assertEquals(5, RUN.reported("place").size(), RUN.failures().toString());
    assertEquals(1, Set.copyOf(RUN.reported("place")).size());
  }

  @Test
  void nestedClass_sharesTheBranch_unlessItIsAnnotated() {
    String outer = RUN.only("outer");
    assertEquals(outer, RUN.only("sharing"));
    assertNotEquals(outer, RUN.only("own"));
  }

  @Test
  void setup_runsOnce_andEachClassStartsFromIt() {
    String first = RUN.only("once.prepared");
    assertEquals(first, RUN.only("also.prepared"));
    assertNotEquals(first, RUN.only("once.branch"));
    assertNotEquals(RUN.only("once.branch"), RUN.only("also.branch"));
    assertEquals("kept,prepared", RUN.only("once.tables"));
    assertEquals("prepared", RUN.only("also.tables"));
  }

  @Test
  void whatCannotBe_failsItsClass_withTheReason() {
    assertFailed("@NeonBranch has the parent nowhere, and project ");
    assertFailed("role \"nobody\" not found");
    assertFailed("NeonBranchTest$Broken could not prepare a branch: no such luck");
    assertFailed("No ParameterResolver registered for parameter [java.lang.String");
  }

  @Test
  void nothingElseFails() {
    assertEquals(6, RUN.failures().size(), RUN.failures().toString());
  }

  @Test
  void afterTheRun_noProcessIsLeft() {
    assertTrue(Long.parseLong(RUN.only("processes")) > 0, "there was a server");
    Set<Long> left = postgresProcesses();
    left.removeAll(BEFORE);
    assertEquals(Set.of(), left);
  }

  private static void assertFailed(String... parts) {
    assertTrue(
        RUN.failures().stream()
            .anyMatch(failure -> List.of(parts).stream().allMatch(failure::contains)),
        List.of(parts) + " not in " + RUN.failures());
  }

  private static Set<Long> postgresProcesses() {
    return ProcessHandle.current()
        .descendants()
        .map(ProcessHandle::pid)
        .collect(Collectors.toCollection(HashSet::new));
  }

  @NeonBranch
  static class OrdersTest {
    @Test
    void order_isStored(DataSource db, NeonDatabase database, TestReporter reporter)
        throws Exception {
      Sql.execute(db, "CREATE TABLE orders (id int)");
      reporter.publishEntry("orders.branch", database.branchName());
      reporter.publishEntry("orders.tables", Sql.tables(db));
    }
  }

  @NeonBranch(prefix = "ci/7-")
  static class InvoicesTest {
    @Test
    void invoice_isStored(DataSource db, NeonDatabase database, TestReporter reporter)
        throws Exception {
      Sql.execute(db, "CREATE TABLE invoices (id int)");
      reporter.publishEntry("invoices.branch", database.branchName());
      reporter.publishEntry("invoices.tables", Sql.tables(database.dataSource()));
    }
  }

  @NeonBranch
  static class FailingTest {
    @Test
    void wantsText(String url) {
      throw new AssertionError(url);
    }

    @Test
    void fails(NeonDatabase database, TestReporter reporter) {
      reporter.publishEntry("failing.branch", database.branchName());
      throw new IllegalStateException("on purpose");
    }
  }

  @NeonBranch
  static class FailingBeforeAll {
    @BeforeAll
    static void fails(NeonDatabase database, TestReporter reporter) {
      reporter.publishEntry("failing-before-all.branch", database.branchName());
      throw new IllegalStateException("on purpose");
    }

    @Test
    void neverRuns() {}
  }

  @NeonBranch(parent = "main")
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class EveryPlace {
    private final NeonDatabase given;

    EveryPlace(NeonDatabase given) {
      this.given = given;
    }

    @BeforeAll
    void before(NeonDatabase database, TestReporter reporter) {
      reporter.publishEntry("place", given.branchId());
      reporter.publishEntry("place", database.branchId());
    }

    @BeforeEach
    void each(NeonDatabase database, TestReporter reporter) {
      reporter.publishEntry("place", database.branchId());
    }

    @Test
    void test(DataSource db, TestReporter reporter) throws Exception {
      reporter.publishEntry("place", Sql.one(db, "SHOW neon.branch_id"));
    }

    @AfterAll
    void after(NeonDatabase database, TestReporter reporter) {
      reporter.publishEntry("place", database.branchId());
    }
  }

  @NeonBranch
  static class OuterTest {
    @Test
    void outer(NeonDatabase database, TestReporter reporter) {
      reporter.publishEntry("outer", database.branchId());
    }

    @Nested
    class Sharing {
      @Test
      void sharing(NeonDatabase database, TestReporter reporter) {
        reporter.publishEntry("sharing", database.branchId());
      }
    }

    @Nested
    @NeonBranch
    class Own {
      @Test
      void own(NeonDatabase database, TestReporter reporter) {
        reporter.publishEntry("own", database.branchId());
      }
    }
  }

  @NeonBranch(setup = Migrations.class)
  static class OncePreparedTest {
    @Test
    void reads(DataSource db, NeonDatabase database, TestReporter reporter) throws Exception {
      Sql.execute(db, "CREATE TABLE kept (id int)");
      reporter.publishEntry("once.branch", database.branchId());
      reporter.publishEntry("once.prepared", Sql.one(db, "SELECT branch FROM prepared"));
      reporter.publishEntry("once.tables", Sql.tables(db));
    }
  }

  @NeonBranch(setup = Migrations.class)
  static class AlsoPreparedTest {
    @Test
    void reads(DataSource db, NeonDatabase database, TestReporter reporter) throws Exception {
      reporter.publishEntry("also.branch", database.branchId());
      reporter.publishEntry("also.prepared", Sql.one(db, "SELECT branch FROM prepared"));
      reporter.publishEntry("also.tables", Sql.tables(db));
    }
  }

  @NeonBranch(parent = "nowhere")
  static class UnknownParent {
    @Test
    void neverRuns() {}
  }

  @NeonBranch(role = "nobody")
  static class UnknownRole {
    @Test
    void neverRuns() {}
  }

  /** Does not work. */
  static final class Broken implements BranchSetup {
    @Override
    public void prepare(NeonDatabase database) {
      throw new IllegalStateException("no such luck");
    }
  }

  @NeonBranch(setup = Broken.class)
  static class BrokenSetupTest {
    @Test
    void neverRuns() {}
  }

  @ExtendWith(Onlooker.class)
  static class Afterwards {
    @Test
    void looks(Onlooker.View neon, TestReporter reporter) throws Exception {
      neon.branches().forEach(name -> reporter.publishEntry("left", name));
      reporter.publishEntry("main.tables", Sql.tables(neon.main().dataSource()));
      reporter.publishEntry("processes", String.valueOf(postgresProcesses().size()));
    }
  }
}
