package dev.neonflow.workflows.migrate.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpReaderTest {

  /** Of a database with everything, written by pg_dump 15. */
  private static String pgDump() throws IOException {
    try (InputStream in = DumpReaderTest.class.getResourceAsStream("pg_dump.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, Long> kinds(Catalog catalog) {
    Map<String, Long> kinds = new TreeMap<>();
    catalog.ids().forEach(id -> kinds.merge(id.kind(), 1L, Long::sum));
    return kinds;
  }

  @Test
  void dumpOfEverything_isUnderstoodWhole() throws IOException {
    Catalog catalog = Catalog.of(pgDump());
    Map<String, Long> kinds = kinds(catalog);
    assertFalse(kinds.containsKey(ObjectId.STATEMENT), () -> catalog.ids().toString());
    assertEquals(23, kinds.get(ObjectId.TABLE));
    assertEquals(12, kinds.get(ObjectId.INDEX));
    assertEquals(6, kinds.get("trigger"));
    assertEquals(2, kinds.get("policy"));
    assertEquals(3, kinds.get("rule"));
    assertEquals(6, kinds.get("view"));
    assertEquals(2, kinds.get("materialized view"));
    assertEquals(3, kinds.get("extension"));
    assertEquals(4, kinds.get("domain"));
  }

  @Test
  void dumpOfEverything_isEqualToItself_inWhateverOrder() throws IOException {
    Catalog catalog = Catalog.of(pgDump());
    assertEquals(Map.of(), ObjectChange.between(catalog, Catalog.of(pgDump())));
    assertEquals(List.of(), SchemaText.unified("a", "b", catalog, Catalog.of(pgDump())));
    Catalog there = Catalog.of("CREATE TABLE a (x int);\nCREATE TABLE b (x int);");
    Catalog back = Catalog.of("CREATE TABLE b (x int);\nCREATE TABLE a (x int);");
    assertEquals(List.of(), SchemaText.unified("a", "b", there, back));
  }

  @Test
  void columnThatIsCalledAsAKeyword_isAColumn() {
    Catalog catalog =
        Catalog.of(
            "CREATE TABLE a (exclude integer, x int, EXCLUDE USING gist (x WITH =),"
                + " EXCLUDE (x WITH =));");
    assertEquals(
        Map.of(ObjectId.TABLE, 1L, ObjectId.COLUMN, 2L, ObjectId.CONSTRAINT, 2L), kinds(catalog));
  }

  @Test
  void linesForPsql_commentsAndSettings_areLeftOut() {
    Catalog catalog =
        Catalog.of(
            """
            --
            -- a comment; with a semicolon
            --
            \\restrict AbC'def
            SET statement_timeout = 0;
            SELECT pg_catalog.set_config('search_path', '', false);
            /* another; /* nested; */ one */ CREATE TABLE t (id int);
            \\unrestrict AbC'def
            """);
    assertEquals(
        List.of(ObjectId.table("t"), ObjectId.column("t", "id")), List.copyOf(catalog.ids()));
    assertEquals(List.of("CREATE TABLE t (id int);", ""), SchemaText.lines(catalog));
  }

  @Test
  void semicolons_endStatementsOnlyOutside() {
    List<String> statements =
        Statement.of(
                """
                CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC
                  SELECT CASE WHEN true THEN 1 ELSE 2 END; SELECT 2; END;
                CREATE FUNCTION g() RETURNS text LANGUAGE sql AS $_$ SELECT ';$$;' $_$;
                CREATE RULE r AS ON UPDATE TO t DO ALSO (SELECT 1; SELECT 2);
                COMMENT ON TABLE t IS 'it''s; here';
                COMMENT ON TABLE t IS E'it\\'s; here';
                CREATE TABLE "a;""b" (id int);
                BEGIN;
                """)
            .stream()
            .map(Statement::text)
            .toList();
    assertEquals(7, statements.size(), statements.toString());
    assertTrue(statements.get(0).endsWith("END;"), statements.get(0));
  }

  @Test
  void whatIsNotUnderstood_isKeptAsAStatement() {
    Catalog catalog = Catalog.of("SECURITY LABEL ON TABLE t IS 'x'; CREATE; ALTER TABLE;");
    assertEquals(Map.of(ObjectId.STATEMENT, 3L), kinds(catalog));
    assertEquals(3, catalog.statements().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (",
        "CREATE TABLE t (a int DEFAULT",
        "CREATE FUNCTION f( AS $a$ never ends",
        "COMMENT ON COLUMN t IS 'x",
        "CREATE INDEX ON",
        "ALTER TABLE ONLY t ALTER COLUMN",
        "GRANT SELECT",
        ")))((;;'",
        "/* never",
        "CREATE TYPE AS ENUM",
        "ALTER DEFAULT PRIVILEGES",
        "CREATE DOMAIN d AS",
        "CREATE TABLE t (a GENERATED)",
      })
  void textThatIsBroken_isReadAllTheSame(String sql) {
    Catalog catalog = Catalog.of(sql);
    assertEquals(Map.of(), ObjectChange.between(catalog, Catalog.of(sql)));
  }

  @Test
  void columns_areTakenApart() {
    Catalog catalog =
        Catalog.of(
            """
            CREATE TABLE public.t (
                id bigint NOT NULL,
                name character varying(20) DEFAULT 'a, b'::character varying CONSTRAINT n NOT NULL,
                twice integer GENERATED ALWAYS AS ((id * 2)) STORED,
                at timestamp(3) with time zone DEFAULT now(),
                tags text[] DEFAULT '{}'::text[] NOT NULL,
                kind "Odd".mood DEFAULT CASE WHEN true THEN 'a' ELSE 'b' END,
                CONSTRAINT positive CHECK ((id > 0)),
                CONSTRAINT named NOT NULL at
            );
            ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.s'::regclass);
            """);
    ObjectId name = ObjectId.column("public.t", "name");
    assertEquals("character varying(20)", catalog.get(name, Aspect.TYPE));
    assertEquals("'a, b' :: character varying", catalog.get(name, Aspect.DEFAULT));
    assertEquals("NOT NULL", catalog.get(name, Aspect.NOT_NULL));
    assertEquals(
        "nextval ( 'public.s' :: regclass )",
        catalog.get(ObjectId.column("public.t", "id"), Aspect.DEFAULT));
    assertEquals(
        "( ( id * 2 ) ) STORED",
        catalog.get(ObjectId.column("public.t", "twice"), Aspect.GENERATED));
    ObjectId at = ObjectId.column("public.t", "at");
    assertEquals("timestamp(3) with time zone", catalog.get(at, Aspect.TYPE));
    assertEquals("NOT NULL", catalog.get(at, Aspect.NOT_NULL));
    assertEquals("text[]", catalog.get(ObjectId.column("public.t", "tags"), Aspect.TYPE));
    ObjectId kind = ObjectId.column("public.t", "kind");
    assertEquals("\"Odd\".mood", catalog.get(kind, Aspect.TYPE));
    assertEquals("CASE WHEN true THEN 'a' ELSE 'b' END", catalog.get(kind, Aspect.DEFAULT));
    assertEquals(
        "CHECK ( ( id > 0 ) )",
        catalog.get(new ObjectId(ObjectId.CONSTRAINT, "public.t", "positive"), Aspect.DEFINITION));
  }
}
