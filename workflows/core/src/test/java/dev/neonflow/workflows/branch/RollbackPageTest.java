package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.report.FileReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The report in the document is that of a real run, but for its times, ids and host; {@code
 * -Dneonflow.write=true} writes it.
 */
@Timeout(120)
class RollbackPageTest {

  private static final Path PAGE = Path.of("../../docs/rehearsal-and-rollback.md");
  private static final String BEGIN =
      "<!-- report rollback: written by RollbackPageTest -->\n````markdown\n";

  private static final String START =
      """
      create table orders (id int primary key, price int, note text);
      insert into orders select i, i, 'note' from generate_series(1, 5000) i;
      create table customers (id int primary key, name text);
      insert into customers select i, 'name' from generate_series(1, 800) i;
      create table audit (at timestamptz, what text);
      """;

  private static final String BAD =
      """
      alter table orders drop column note;
      update orders set price = price * 100 where id > 1200;
      delete from customers where id > 790;
      """;

  private static final String MORE =
      """
      insert into orders select i, i from generate_series(5001, 5042) i;
      update orders set price = 7 where id <= 3;
      insert into audit values (now(), 'sold');
      """;

  @TempDir Path directory;

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void documentedReport_isThatOfARealRun() throws Exception {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf("````\n", from);
    assertTrue(page.contains(BEGIN) && to >= from, "the report is not in " + PAGE);
    String text = reported();
    if (Boolean.getBoolean("neonflow.write")) {
      Files.writeString(PAGE, page.substring(0, from) + text + page.substring(to));
    } else {
      assertEquals(
          text,
          page.substring(from, to),
          PAGE
              + " is not up to date; write it with NEONFLOW_TEST=full mvn test -pl workflows/core"
              + " -Dtest=RollbackPageTest -Dneonflow.write=true");
    }
  }

  private String reported() throws Exception {
    Path file = directory.resolve("report.md");
    try (Sandbox sandbox = new Sandbox(directory)) {
      Databases databases = new Databases(sandbox);
      databases.execute("main", START);
      Neonflow neonflow =
          sandbox.neonflow().commit("4f1c2d9a7b3e5f60718293a4b5c6d7e8f9012345").build();
      neonflow.preview().forPr(42).run();
      neonflow.production().restorePoint().migrate(new ListedMigrator("bad", BAD)).run();
      databases.execute("main", MORE);
      ConnectionUri uri = databases.uri("main");
      try (Connection one = connect(uri);
          Connection other = connect(uri)) {
        assertTrue(one.isValid(60) && other.isValid(60));
        neonflow.production().rollback().report(FileReporter.to(file)).run();
      }
      return masked(Files.readString(file), sandbox.projectId());
    }
  }

  private static Connection connect(ConnectionUri uri) throws Exception {
    return DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal());
  }

  /** What is another one each time; the picture and the steps are in another document. */
  private static String masked(String report, String projectId) throws IOException {
    return report
        .replace(projectId, "silent-hall-60879203")
        .replaceAll("(?s)<details>.*</details>\n\n", "")
        .replaceAll("\\d{8}-\\d{6}", "20261123-093000")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC", "2026-11-23 09:30 UTC")
        .replaceAll("run [0-9a-f-]{36}", "run 7d0c6f5e")
        .replaceAll("took [^<]*", "took 4.2 s")
        .replaceAll("127.0.0.1:\\d+", "ep-cool-sun-1.eu-central-1.aws.neon.tech");
  }
}
