package dev.neonflow.workflows.flyway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ProductionWorkflow;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;
import dev.neonflow.workflows.migrate.rehearsal.RehearsedMigration;
import dev.neonflow.workflows.migrate.rehearsal.TableImpact;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a rehearsal measures is what PostgreSQL's documentation says: the chapters Explicit Locking
 * and ALTER TABLE, and those of CREATE INDEX, UPDATE and ALTER TYPE.
 */
@Timeout(240)
final class RehearsalTest {

  @TempDir Path directory;

  /**
   * A migration and what the documentation says of it.
   *
   * @param impacts a table each: its strongest lock, and {@code rewritten} if it is
   */
  private record Case(String name, String sql, String... impacts) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "add column", "alter table orders add column extra text", "orders ACCESS EXCLUSIVE"),
          new Case(
              "add column with volatile default",
              "alter table orders add column extra uuid default gen_random_uuid()",
              "orders ACCESS EXCLUSIVE rewritten"),
          new Case(
              "change type",
              "alter table orders alter column id type bigint",
              "orders ACCESS EXCLUSIVE rewritten"),
          new Case("index", "create index on orders (customer)", "orders SHARE"),
          new Case(
              "index concurrently",
              "create index concurrently orders_customer on orders (customer)",
              "orders SHARE UPDATE EXCLUSIVE"),
          new Case(
              "not null",
              "alter table orders alter column paid set not null",
              "orders ACCESS EXCLUSIVE"),
          new Case(
              "foreign key",
              "alter table orders add foreign key (customer) references customers",
              "customers SHARE ROW EXCLUSIVE",
              "orders SHARE ROW EXCLUSIVE"),
          new Case(
              "foreign key not valid",
              "alter table orders add foreign key (customer) references customers not valid",
              "customers SHARE ROW EXCLUSIVE",
              "orders SHARE ROW EXCLUSIVE"),
          new Case("drop column", "alter table orders drop column note", "orders ACCESS EXCLUSIVE"),
          new Case("large update", "update orders set note = 'new'", "orders ROW EXCLUSIVE"),
          new Case("enum value", "alter type color add value 'blue'"),
          new Case(
              "rename",
              "alter table orders rename column note to remark",
              "orders ACCESS EXCLUSIVE"),
          new Case(
              "attach partition",
              "alter table logs attach partition logs_2026"
                  + " for values from ('2026-01-01') to ('2027-01-01')",
              "logs_2026 ACCESS EXCLUSIVE",
              "logs SHARE UPDATE EXCLUSIVE"));

  @TestFactory
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  Stream<DynamicTest> ofAMillionRows_areAsDocumented() {
    Shop shop = new Shop(directory, 1_000_000);
    return CASES.stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> check(shop, one)))
        .onClose(shop::close);
  }

  private static void check(Shop shop, Case one) {
    FlywayMigrator migrator =
        shop.pending(one.name().replace(' ', '-'), "V2__change.sql", one.sql() + ";");
    RehearsalReport report =
        shop.neonflow(migrator).production().rehearse().run().get(ProductionWorkflow.REHEARSAL);
    assertTrue(report.exact(), report::toString);
    assertEquals(
        List.of("V2__change.sql"),
        report.migrations().stream().map(RehearsedMigration::name).toList());
    RehearsedMigration measured = report.migrations().get(0);
    assertEquals(
        List.of(one.impacts()),
        measured.tables().stream().map(RehearsalTest::words).toList(),
        report::toString);
    assertTrue(measured.walBytes() > 0, report::toString);
  }

  private static String words(TableImpact impact) {
    return impact.table()
        + impact.strongest().map(lock -> " " + lock.mode().words()).orElse("")
        + (impact.rewritten() ? " rewritten" : "");
  }
}
