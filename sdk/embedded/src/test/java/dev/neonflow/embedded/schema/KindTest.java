package dev.neonflow.embedded.schema;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Only what a database may have is asked for, so each kind must be seen where it is alone. */
@Timeout(120)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class KindTest {

  private static final List<String> ALONE =
      List.of(
          "CREATE SCHEMA other",
          "DROP SCHEMA public",
          "ALTER SCHEMA public OWNER TO reader",
          "COMMENT ON SCHEMA public IS 'ours'",
          "GRANT CREATE ON SCHEMA public TO reader",
          "REVOKE ALL ON SCHEMA public FROM PUBLIC",
          "ALTER DEFAULT PRIVILEGES FOR ROLE reader GRANT SELECT ON TABLES TO PUBLIC",
          "CREATE EXTENSION citext",
          "CREATE COLLATION c (provider = icu, locale = 'und')",
          "CREATE TYPE e AS ENUM ('a')",
          "CREATE TYPE c AS (a int)",
          "CREATE TYPE r AS RANGE (subtype = int)",
          "CREATE DOMAIN d AS int CHECK (VALUE > 0)",
          "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
          "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'",
          "CREATE AGGREGATE a (int) (SFUNC = int4pl, STYPE = int)",
          "CREATE SEQUENCE s",
          "CREATE TABLE one (id int)",
          "CREATE TABLE parts (id int) PARTITION BY LIST (id)",
          "CREATE VIEW v AS SELECT 1 AS x",
          "CREATE MATERIALIZED VIEW m AS SELECT 1 AS x",
          "CREATE PUBLICATION p");

  private static final String BASE =
      "CREATE TABLE t (id int, n int);"
          + " CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
          + " CREATE TYPE e AS ENUM ('a')";

  private static final List<String> ADDED =
      List.of(
          "CREATE INDEX ON t (id)",
          "CREATE STATISTICS s ON id, n FROM t",
          "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING",
          "CREATE TRIGGER g BEFORE UPDATE ON t"
              + " FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
          "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
          "ALTER TABLE t FORCE ROW LEVEL SECURITY",
          "CREATE POLICY p ON t",
          "GRANT SELECT ON t TO reader",
          "GRANT SELECT (id) ON t TO reader",
          "REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC",
          "REVOKE USAGE ON TYPE e FROM PUBLIC",
          "COMMENT ON COLUMN t.id IS 'number'");

  @TempDir Path home;

  @Test
  void eachKind_isFoundAlone() throws Exception {
    try (SchemaServer server = new SchemaServer(home)) {
      String empty = server.text(server.database());
      for (String sql : ALONE) {
        assertNotEquals(empty, text(server, sql), sql);
      }
      String base = text(server, BASE);
      for (String sql : ADDED) {
        assertNotEquals(base, text(server, BASE + ";" + sql), sql);
      }
    }
  }

  /** Else a query that is missing in the list would look like a database without that kind. */
  @Test
  void queryThatWasNotAsked_hasNoAnswer() throws Exception {
    try (SchemaServer server = new SchemaServer(home);
        Connection owner = server.connect(server.database(), SchemaServer.OWNER)) {
      Query asked = Query.of("SELECT 1 AS x");
      Query other = Query.of("SELECT 2 AS x");
      assertThrows(
          IllegalStateException.class,
          () -> Snapshot.read(owner, List.of(asked), s -> s.rows(other, row -> row.number("x"))));
    }
  }

  private static String text(SchemaServer server, String sql) throws Exception {
    return server.text(server.database(sql, SchemaServer.SUPERUSER));
  }
}
