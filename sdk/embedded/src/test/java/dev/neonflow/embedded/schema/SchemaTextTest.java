package dev.neonflow.embedded.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class SchemaTextTest {

  @TempDir static Path home;

  private static SchemaServer server;
  private static String everything;

  @BeforeAll
  static void start() throws Exception {
    server = new SchemaServer(home);
    try (Connection admin = server.connect(SchemaServer.FIRST, SchemaServer.SUPERUSER)) {
      SchemaServer.run(admin, "CREATE ROLE alice; CREATE ROLE bob");
    }
    everything = server.database(SchemaServer.resource("everything.sql"), SchemaServer.OWNER);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everything_isTheSameWhenItsOwnerReplaysIt() throws Exception {
    assertReplayed(everything, SchemaServer.OWNER);
  }

  @Test
  void everything_belongsToItsOwnerWhenASuperuserReplaysIt() throws Exception {
    assertReplayed(everything, SchemaServer.SUPERUSER);
  }

  @Test
  void corners_areTheSameWhenTheirOwnerReplaysThem() throws Exception {
    String sql = SchemaServer.resource("corners.sql");
    assertReplayed(server.database(sql, SchemaServer.OWNER), SchemaServer.OWNER);
  }

  @Test
  void severalOwners_areKeptWhenASuperuserReplaysThem() throws Exception {
    String sql = SchemaServer.resource("owners.sql");
    assertReplayed(server.database(sql, SchemaServer.SUPERUSER), SchemaServer.SUPERUSER);
  }

  @Test
  void privilegesThatWerePassedOn_areReplayedInThatOrder() throws Exception {
    String sql =
        """
        CREATE TABLE t (id int, n int);
        GRANT SELECT, INSERT (n) ON t TO reader WITH GRANT OPTION;
        GRANT UPDATE ON t TO alice WITH GRANT OPTION;
        SET ROLE reader;
        GRANT SELECT ON t TO bob WITH GRANT OPTION;
        GRANT INSERT (n) ON t TO bob WITH GRANT OPTION;
        SET ROLE bob;
        GRANT SELECT ON t TO alice;
        GRANT INSERT (n) ON t TO alice;
        SET ROLE alice;
        GRANT UPDATE ON t TO bob""";
    assertReplayed(server.database(sql, SchemaServer.SUPERUSER), SchemaServer.SUPERUSER);
  }

  @Test
  void limitsOfTheDatabase_doNotEndTheReading() throws Exception {
    String name = server.database("CREATE TABLE t (id int)", SchemaServer.OWNER);
    String text = server.text(name);
    try (Connection owner = server.connect(SchemaServer.FIRST, SchemaServer.OWNER)) {
      SchemaServer.run(owner, "ALTER DATABASE " + name + " SET statement_timeout = '1ms'");
    }
    assertEquals(text, server.text(name));
  }

  @Test
  void readingThatFails_saysWhy_notWhatFollowed() throws Exception {
    Query ending = Query.of("SELECT pg_terminate_backend(pg_backend_pid())");
    try (Connection owner = server.connect(server.database(), SchemaServer.OWNER)) {
      SQLException e =
          assertThrows(
              SQLException.class,
              () -> Snapshot.read(owner, List.of(ending), snapshot -> snapshot));
      assertEquals("57P01", e.getSQLState());
    }
  }

  @Test
  void emptyDatabase_hasOnlySettings() throws Exception {
    String empty = server.text(server.database());
    assertFalse(empty.contains("--"), empty);
    assertEquals(empty, server.text(SchemaServer.FIRST));
  }

  @Test
  void schemaPublicThatWasDropped_isDroppedAgain() throws Exception {
    assertReplayed(server.database("DROP SCHEMA public", SchemaServer.OWNER), SchemaServer.OWNER);
  }

  @Test
  void orderOfCreation_doesNotMatter() throws Exception {
    List<String> objects =
        List.of(
            "CREATE TYPE kind AS ENUM ('a', 'b')",
            "CREATE SEQUENCE numbers",
            "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE TABLE b (id int PRIMARY KEY, n int, CHECK (n > 1), CONSTRAINT a CHECK (n < 9))",
            "CREATE TABLE a (id int PRIMARY KEY, n int)",
            "CREATE VIEW d AS SELECT 1 AS x",
            "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
            "CREATE SCHEMA other",
            "CREATE EXTENSION citext");
    List<String> parts =
        List.of(
            "CREATE INDEX b_n ON b (n)",
            "CREATE INDEX a_n ON a (n)",
            "ALTER TABLE a ADD FOREIGN KEY (n) REFERENCES b",
            "ALTER TABLE b ADD FOREIGN KEY (n) REFERENCES a",
            "GRANT SELECT ON a TO reader",
            "GRANT INSERT ON a TO \"Odd \"\"role\"\"\"",
            "COMMENT ON TABLE b IS 'b'",
            "CREATE VIEW c AS SELECT * FROM d",
            "ALTER TABLE b ADD CONSTRAINT more CHECK (n <> 5)");
    String there = String.join(";", objects) + ";" + String.join(";", parts);
    String back = String.join(";", reversed(objects)) + ";" + String.join(";", reversed(parts));
    String text = server.text(server.database(there, SchemaServer.OWNER));
    assertEquals(text, server.text(server.database(back, SchemaServer.OWNER)));
    assertTrue(text.indexOf("VIEW public.d") < text.indexOf("VIEW public.c"), text);
  }

  @Test
  void hundredsOfTables_areReplayed() throws Exception {
    String sql =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    ("CREATE TABLE t%d (id bigserial PRIMARY KEY, name varchar(40) NOT NULL,"
                            + " kind varchar(9) CHECK (kind IN ('a', 'b')), other bigint%s,"
                            + " made timestamptz DEFAULT now());"
                            + " CREATE INDEX ON t%d (name); CREATE VIEW v%d AS SELECT * FROM t%d")
                        .formatted(i, i == 0 ? "" : " REFERENCES t" + (i - 1), i, 300 - i, i))
            .collect(Collectors.joining(";\n"));
    String database = server.database(sql, SchemaServer.OWNER);
    String text = server.text(database);
    assertEquals(300, text.lines().filter(l -> l.startsWith("CREATE TABLE")).count());
    assertEquals(text, server.text(server.database(text, SchemaServer.OWNER)));
  }

  @Test
  void noDifference_meansNoDiff() throws Exception {
    String base = server.text(server.database("CREATE TABLE t (id int)", SchemaServer.OWNER));
    String head =
        server.text(server.database("CREATE TABLE t (id int, n text)", SchemaServer.OWNER));
    assertNotEquals(base, head);
    assertEquals("", SchemaDiff.unified("neondb", "neondb", base, base));
    assertEquals(
        """
        --- a/neondb
        +++ b/neondb
        @@ -12,7 +12,8 @@
         --
        \s
         CREATE TABLE public.t (
        -    id integer
        +    id integer,
        +    n text
         );
        \s
        \s
        """,
        SchemaDiff.unified("neondb", "neondb", base, head));
  }

  @Test
  void session_isAsItWas() throws Exception {
    try (Connection owner = server.connect(server.database(), SchemaServer.OWNER);
        Statement statement = owner.createStatement()) {
      statement.execute("SET search_path = 'mine'");
      SchemaText.of(owner);
      try (ResultSet row =
          statement.executeQuery(
              "SELECT current_setting('search_path')"
                  + " || current_setting('transaction_read_only')")) {
        row.next();
        assertEquals("mineoff", row.getString(1));
      }
      owner.setAutoCommit(false);
      assertThrows(IllegalStateException.class, () -> SchemaText.of(owner));
    }
  }

  private static void assertReplayed(String database, String role) throws Exception {
    String text = server.text(database);
    String replayed = server.database(text, role);
    assertEquals("", SchemaDiff.unified("first", "second", text, server.text(replayed)));
    assertEquals(
        "",
        SchemaDiff.unified(
            "first",
            "second",
            CatalogFacts.of(server, database),
            CatalogFacts.of(server, replayed)));
  }

  private static List<String> reversed(List<String> statements) {
    return IntStream.range(0, statements.size())
        .mapToObj(i -> statements.get(statements.size() - 1 - i))
        .toList();
  }
}
