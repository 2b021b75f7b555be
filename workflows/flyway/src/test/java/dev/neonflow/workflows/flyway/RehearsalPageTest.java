package dev.neonflow.workflows.flyway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.report.FileReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The report in the documentation is one that was written; its figures are those of a million rows,
 * and all but figures is compared.
 */
@Timeout(240)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
final class RehearsalPageTest {
  private static final Path PAGE = Path.of("../../docs/rehearsal-and-rollback.md");
  private static final String BEGIN =
      "<!-- report of a rehearsal: written by RehearsalPageTest -->\n````markdown\n";
  private static final String END = "````\n";
  private static final boolean WRITES = Boolean.getBoolean("neonflow.write");

  @TempDir Path directory;

  @Test
  void documentedReport_isWhatARehearsalWrites() throws Exception {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END, from);
    assertTrue(page.contains(BEGIN) && to >= from, "there is no report in " + PAGE);
    try (Shop shop = new Shop(directory, WRITES ? 1_000_000 : 1_000)) {
      String written = report(shop);
      assertEquals(List.of("main"), shop.branches());
      if (WRITES) {
        Files.writeString(PAGE, page.substring(0, from) + written + page.substring(to));
      } else {
        assertEquals(
            withoutFigures(page.substring(from, to)),
            withoutFigures(written),
            PAGE
                + " is not up to date; write it with NEONFLOW_TEST=full mvn test -pl workflows/flyway -am"
                + " -Dtest=RehearsalPageTest -Dneonflow.write=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false");
      }
    }
  }

  private String report(Shop shop) throws IOException {
    Path file = directory.resolve("report.md");
    FlywayMigrator migrator =
        shop.pending("page", "V2__add_extra.sql", "alter table orders add column extra text;");
    Path place = migrator.directory();
    Shop.with(
        place, "V3__order_ids_as_bigint.sql", "alter table orders alter column id type bigint;");
    Shop.with(place, "V4__index_orders.sql", "create index orders_customer on orders (customer);");
    Shop.with(
        place,
        "V5__index_customers.sql",
        "create index concurrently customers_name on customers (name);");
    Shop.with(
        place,
        "V6__orders_have_customers.sql",
        "alter table orders add foreign key (customer) references customers;");
    shop.neonflow(migrator).production().rehearse().report(new FileReporter(file)).run();
    String text = Files.readString(file);
    return text.substring(text.indexOf("**Rehearsal**"), text.indexOf("<details>"));
  }

  /** Of few rows, an index is built concurrently before anybody looks. */
  private static String withoutFigures(String text) {
    return text.replaceAll("\\d+ min \\d+ s|\\d+(\\.\\d)? m?s\\b", "{time}")
        .replaceAll("\\d+(\\.\\d)? [kMG]?B\\b", "{size}")
        .replace("SHARE UPDATE EXCLUSIVE on customers, at least {time}", "");
  }
}
