package dev.neonflow.workflows.migrate.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.OutputJson;
import dev.neonflow.workflows.migrate.diff.SchemaDiff.Basis;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaComparisonTest {

  private static SchemaDiff diff(String before, String after) {
    return SchemaComparison.of("main", "pr", Catalog.of(before), Catalog.of(after), null)
        .bounded(Basis.TWO_WAY, "main", null);
  }

  @Test
  void changesWithoutEnd_areCutAndCounted() {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      sql.append("CREATE TABLE public.\"täble\"\"%d\" (\n    id bigint\n);\n".formatted(i));
    }
    SchemaDiff diff = diff("", sql.toString());
    assertTrue(OutputJson.write(diff).length() <= OutputJson.LONGEST);
    assertEquals(5000, diff.count(Label.ADDITIVE));
    assertEquals(5000, diff.total());
    assertTrue(diff.changes().size() > 50 && diff.changes().size() < 5000);
    assertTrue(diff.cut() > 10_000, "cut: " + diff.cut());
    int lines = (int) diff.unified().lines().count() + diff.cut();
    // Three of each table, and an empty one.
    assertEquals(3 + 5000 * 4, lines);
  }

  @Test
  void oneLineWithoutEnd_isCut() {
    SchemaDiff diff = diff("", "COMMENT ON TABLE t IS '" + "x".repeat(100_000) + "';");
    assertTrue(OutputJson.write(diff).length() <= OutputJson.LONGEST);
    assertEquals(2, diff.cut());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE USER MAPPING FOR x SERVER y OPTIONS (\n    password 's3cr3t',\n    \"user\" 'x'\n);",
        "CREATE SUBSCRIPTION s CONNECTION 'host=h password=s3cr3t user=x' PUBLICATION p;",
        "CREATE TABLE t (u text DEFAULT 'postgres://me:s3cr3t@db.example.org/x'::text);",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n SELECT 'https://me:s3cr3t@h/'\n$$;",
        "SECURITY LABEL ON TABLE t IS 'https://me:s3cr3t@example.org/';",
        "CREATE FUNCTION f(a text DEFAULT 'x://me:s3cr3t@h') RETURNS int AS 'x';",
        "CREATE FUNCTION f() RETURNS text AS $$ select dblink('password = ''s3cr3t'' ') $$;",
      })
  void passwords_areNotShown(String sql) {
    SchemaDiff diff = diff("", sql);
    String json = OutputJson.write(diff);
    assertFalse(json.contains("s3cr3t"), json);
    assertEquals(1, diff.changes().size(), json);
    assertFalse(diff.unified().isEmpty());
  }

  @Test
  void columnCalledPassword_isShown() {
    SchemaDiff diff =
        diff(
            "CREATE TABLE t (\n a int\n);",
            "CREATE TABLE t (\n a int,\n password text NOT NULL\n);");
    assertTrue(diff.unified().contains("+ password text NOT NULL\n"), diff.unified());
    assertFalse(diff.unified().contains("\n- a int"), "the comma is no change: " + diff.unified());
  }

  @Test
  void worstChange_comesFirst() {
    SchemaDiff diff =
        diff(
            "CREATE TABLE a (x int, y int);",
            "CREATE TABLE a (x bigint, z int); CREATE INDEX i ON a (x);");
    assertEquals(
        List.of(Label.DESTRUCTIVE, Label.REWRITING, Label.BLOCKING, Label.ADDITIVE),
        diff.changes().stream().map(SchemaChange::label).toList());
  }

  @Test
  void lineThatIsReplaced_comesBeforeTheNewOne() {
    SchemaDiff diff =
        diff("CREATE TABLE a (\n x int,\n y int\n);", "CREATE TABLE a (\n x text,\n y int\n);");
    assertTrue(diff.unified().contains("\n- x int,\n+ x text,\n  y int\n"), diff.unified());
  }

  @Test
  void sequenceOfAnIdentity_goesWithItsTable() {
    String sql =
        """
        CREATE TABLE public.t (
            id bigint NOT NULL
        );
        ALTER TABLE public.t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
            SEQUENCE NAME public.t_id_seq
            START WITH 1
        );
        GRANT USAGE ON SEQUENCE public.t_id_seq TO reader;
        """;
    SchemaDiff diff = diff("", sql);
    assertEquals(1, diff.total(), diff.changes().toString());
    assertEquals("new table (1 column, privileges)", diff.changes().get(0).why());
  }

  @Test
  void theSame_hasNoChange() {
    SchemaDiff diff = diff("CREATE TABLE a (x int);", "CREATE TABLE  a\n(x int) ;");
    assertEquals(0, diff.total());
  }
}
