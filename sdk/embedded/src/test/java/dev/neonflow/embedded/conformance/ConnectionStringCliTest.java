package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Peers;
import dev.neonflow.embedded.conformance.NeonCli.Ran;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code connection-string}: whatever it prints must connect. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class ConnectionStringCliTest extends ConformanceTest {

  private static final String WHERE =
      "SELECT current_setting('neon.branch_id') || ' ' || current_user || ' ' || current_database()"
          + " || ' ' || (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid())";

  private String branchId;
  private String expected;

  @BeforeAll
  void branch() {
    branchId = branch("connect").text("branch", "id");
    expected = branchId + " neondb_owner neondb true";
  }

  private Printed printed(String... options) {
    List<String> command = new ArrayList<>(List.of("connection-string", "connect"));
    command.addAll(Arrays.asList(options));
    return new Printed(table(command.toArray(String[]::new)).strip());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'sslmode=require channel_binding=require'",
    "--pooled, 'sslmode=require channel_binding=require'",
    "--prisma, 'connect_timeout=30 sslmode=require channel_binding=require'",
    "--ssl require, 'sslmode=require channel_binding=require'",
    "--ssl omit, ''",
    "--endpoint-type read_write, 'sslmode=require channel_binding=require'",
    "--role-name neondb_owner, 'sslmode=require channel_binding=require'",
    "--database-name neondb, 'sslmode=require channel_binding=require'",
    "--prisma --ssl omit, connect_timeout=30",
  })
  void printedString_connectsWithEveryClient(String options, String parameters)
      throws SQLException {
    Printed printed = printed(words(options));
    assertEquals(parameters(parameters), printed.parameters());
    assertEquals(expected, printed.jdbc(WHERE));
    assertEquals(expected, printed.psql(WHERE, Optional.empty()));
  }

  /** Prisma's own parameters are unknown to libpq, here as with Neon. */
  @Test
  void stringForPrismaPooled_connects() throws SQLException {
    Printed printed = printed("--prisma", "--pooled");
    assertEquals(
        parameters(
            "connect_timeout=30 pool_timeout=30 pgbouncer=true sslmode=require"
                + " channel_binding=require"),
        printed.parameters());
    assertEquals(expected, printed.jdbc(WHERE));
  }

  @ParameterizedTest
  @CsvSource({"verify-ca", "verify-full"})
  void verifiedString_connects_onceTheCertificateIsTrusted(String mode, @TempDir Path dir)
      throws Exception {
    Printed printed = printed("--ssl", mode);
    assertEquals(parameters("sslmode=" + mode + " channel_binding=require"), printed.parameters());
    Path trusted = ShownCertificate.saved(printed.authority(), dir.resolve("root.crt"));
    assertEquals(expected, printed.jdbc(WHERE, Optional.of(trusted)));
    assertEquals(expected, printed.psql(WHERE, Optional.of(trusted)));
  }

  @Test
  void branchIsGiven_byName_byId_orNotAtAll() throws SQLException {
    assertEquals(
        printed().uri(), table("connection-string", branchId).strip(), "by id and by name");
    Printed ofDefault = new Printed(table("cs").strip());
    assertEquals(branchNamed("main").text("id"), ofDefault.jdbc("SHOW neon.branch_id"));
  }

  @Test
  void extendedForm_hasTheParts() {
    Printed printed = printed();
    Json parts = json("connection-string", "connect", "--extended");
    assertEquals(printed.uri(), parts.text("connection_string"));
    assertEquals(printed.authority(), parts.text("host"));
    assertEquals(printed.role(), parts.text("role"));
    assertEquals(printed.password(), parts.text("password"));
    assertEquals("neondb", parts.text("database"));
    assertEquals("sslmode=require&channel_binding=require", parts.text("options"));
    assertTrue(table("cs", "connect", "--extended").contains(printed.authority()));
  }

  @Test
  void psql_isStarted_andConnects() {
    Peers.need("psql", CliInstallation.onPath("psql"));
    Ran ran = succeeded("connection-string", "connect", "--psql", "--", "-Atc", WHERE);
    assertEquals(expected, ran.stdout().strip());
    assertEquals(expected, succeeded("psql", "connect", "--", "-Atc", WHERE).stdout().strip());
  }

  /** The psql of its own, in TypeScript, is another client that nobody here wrote. */
  @Test
  void embeddedPsql_connects() {
    Ran ran = succeeded("cs", "connect", "--psql", "--fallback", "--", "-Atc", WHERE);
    assertEquals(expected, ran.stdout().strip());
  }

  @Test
  void roleAndDatabase_areChosen() throws SQLException {
    branch("connect/chosen");
    json("roles", "create", "--name", "O'Neil & söhne", "--branch", "connect/chosen");
    settle();
    json(
        "databases",
        "create",
        "--name",
        "sales 50%/a",
        "--owner-name",
        "O'Neil & söhne",
        "--branch",
        "connect/chosen");
    settle();
    refused("Multiple roles found", "cs", "connect/chosen");
    refused("Multiple databases found", "cs", "connect/chosen", "--role-name", "neondb_owner");
    refused(
        "Database not found",
        "cs",
        "connect/chosen",
        "--role-name",
        "neondb_owner",
        "--database-name",
        "nope");
    refused(
        "not found", "cs", "connect/chosen", "--role-name", "nope", "--database-name", "neondb");
    Printed printed =
        new Printed(
            table(
                    "cs",
                    "connect/chosen",
                    "--role-name",
                    "O'Neil & söhne",
                    "--database-name",
                    "sales 50%/a",
                    "--pooled")
                .strip());
    String sql = "SELECT current_user || ' in ' || current_database()";
    assertEquals("O'Neil & söhne in sales 50%/a", printed.jdbc(sql));
    assertEquals("O'Neil & söhne in sales 50%/a", printed.psql(sql, Optional.empty()));
  }

  @Test
  void readReplica_isChosenByItsType() throws SQLException {
    branch("connect/replica");
    refused("No read_only endpoint", "cs", "connect/replica", "--endpoint-type", "read_only");
    succeeded("branches", "add-compute", "connect/replica");
    settle();
    Printed reader =
        new Printed(table("cs", "connect/replica", "--endpoint-type", "read_only").strip());
    Printed writer = new Printed(table("cs", "connect/replica").strip());
    assertFalse(reader.authority().equals(writer.authority()));
    String sql = "SHOW transaction_read_only";
    assertEquals("on", reader.jdbc(sql));
    assertEquals("on", reader.psql(sql, Optional.empty()));
    assertEquals("off", writer.jdbc(sql));
  }

  private static String[] words(String text) {
    return text.isEmpty() ? new String[0] : text.split(" ");
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String word : words(text)) {
      String[] sides = word.split("=", 2);
      all.put(sides[0], sides[1]);
    }
    return all;
  }
}
