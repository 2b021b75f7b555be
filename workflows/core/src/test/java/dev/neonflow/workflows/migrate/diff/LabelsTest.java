package dev.neonflow.workflows.migrate.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PostgreSQL documents for each change, of a table with a bit of everything. */
class LabelsTest {

  private static final String SCHEMA =
      """
      CREATE TYPE public.mood AS ENUM ('sad', 'ok');
      CREATE DOMAIN public.positive AS integer CONSTRAINT p CHECK ((VALUE > 0));
      CREATE FUNCTION public.steady() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT 1 $$;
      CREATE FUNCTION public.moving() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
      CREATE TABLE public.u (id integer NOT NULL);
      CREATE TABLE public.t (
          a integer,
          v character varying(20),
          n numeric(8,2),
          s text DEFAULT 'x'::text NOT NULL,
          g integer GENERATED ALWAYS AS ((a * 2)) STORED,
          CONSTRAINT old CHECK ((a > 0)),
          CONSTRAINT slow CHECK ((a > 1)) NOT VALID
      );
      CREATE INDEX t_a ON public.t USING btree (a);
      CREATE VIEW public.w AS SELECT 1 AS x;
      CREATE MATERIALIZED VIEW public.m AS SELECT 1 AS x;
      GRANT SELECT ON TABLE public.t TO reader;
      """;

  private static List<SchemaChange> changes(String before, String after) {
    return SchemaComparison.of("main", "pr", Catalog.of(before), Catalog.of(after), null).changes();
  }

  /** In place of the first text of the schema stands the second. */
  @ParameterizedTest(name = "{2}: {0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a integer, | a integer, b text, | additive | only the catalog changes",
        "a integer, | a integer, b timestamptz DEFAULT now() NOT NULL, | additive | only the",
        "a integer, | a integer, b integer DEFAULT public.steady(), | additive | only the catalog",
        "a integer, | a integer, b uuid DEFAULT gen_random_uuid(), | rewriting | gen_random_uuid()",
        "a integer, | a integer, b integer DEFAULT public.moving(), | rewriting | moving() is",
        "a integer, | a integer, b integer GENERATED ALWAYS AS ((a + 1)) STORED, | rewriting | comp",
        "a integer, | a integer, b integer GENERATED ALWAYS AS ((a + 1)) VIRTUAL, | additive | only",
        "a integer, | a integer, b bigint GENERATED ALWAYS AS IDENTITY, | rewriting | a number for",
        "a integer, | a integer, b public.positive, | rewriting | a domain with constraints",
        "a integer, | a integer, b text NOT NULL, | blocking | gives them a value",
        "a integer, | | destructive | unless it was renamed",
        "a integer, | a bigint, | rewriting | type integer to bigint",
        "varying(20) | varying(40) | additive | wider",
        "varying(20) | varying(10) | rewriting | rewritten",
        "character varying(20) | text | additive | wider",
        "n numeric(8,2) | n numeric(10,2) | additive | wider",
        "n numeric(8,2) | n numeric(10,3) | rewriting | rewritten",
        "v character varying(20), | v character varying(20) NOT NULL, | blocking | unless a valid",
        "DEFAULT 'x'::text NOT NULL | DEFAULT 'x'::text | additive | accepts NULL",
        "DEFAULT 'x'::text NOT NULL | NOT NULL | changed | no default for rows to come",
        "DEFAULT 'x'::text | DEFAULT 'y'::text | changed | default for rows to come",
        "(a * 2) | (a * 3) | rewriting | computed anew",
        "CONSTRAINT old | CONSTRAINT more CHECK ((a > 5)), CONSTRAINT old | blocking | NOT VALID",
        "CONSTRAINT old CHECK ((a > 0)), | | destructive | no longer holds",
        "CHECK ((a > 0)) | CHECK ((a > 7)) | blocking | made anew",
        "CHECK ((a > 1)) NOT VALID | CHECK ((a > 1)) | additive | validated",
        "CREATE INDEX t_a | CREATE INDEX t_v ON public.t (v); CREATE INDEX t_a | blocking | CONCURR",
        "btree (a) | btree (v) | blocking | built anew",
        "CREATE INDEX t_a ON public.t USING btree (a); | | destructive | gets slower",
        "'sad', 'ok' | 'sad', 'fine', 'ok' | additive | new values",
        "'sad', 'ok' | 'sad' | destructive | unless they were renamed",
        "'sad', 'ok' | 'ok', 'sad' | rewriting | another order",
        "CHECK ((VALUE > 0)) | CHECK ((VALUE > 1)) | blocking | unless NOT VALID",
        "view public.w AS SELECT 1 | view public.w AS SELECT 2 | changed | replaced at once",
        "CREATE MATERIALIZED VIEW public.m AS SELECT 1 | CREATE MATERIALIZED VIEW public.m AS"
            + " SELECT 2 | rewriting | computed again",
        "STABLE AS $$ SELECT 1 | STABLE AS $$ SELECT 2 | changed | replaced at once",
        "CREATE TABLE public.u (id integer NOT NULL); | | destructive | rows go, unless",
        "CREATE TABLE public.t | CREATE UNLOGGED TABLE public.t | rewriting | logging",
        "GRANT SELECT ON TABLE public.t TO reader; | | destructive | who relies on it is refused",
        "GRANT SELECT | GRANT SELECT,INSERT | changed | who may do what",
      })
  void change_isLabelledByItsDocumentedEffect(String from, String to, String label, String why) {
    String before = SCHEMA;
    assertTrue(
        before.toLowerCase(Locale.ROOT).contains(from.toLowerCase(Locale.ROOT)),
        "a mistake of the test");
    String after =
        before.replaceFirst(
            "(?i)" + java.util.regex.Pattern.quote(from),
            java.util.regex.Matcher.quoteReplacement(to == null ? "" : to));
    List<SchemaChange> changes = changes(before, after);
    assertEquals(1, changes.size(), changes.toString());
    assertEquals(label, changes.get(0).label().words(), changes.toString());
    assertTrue(changes.get(0).why().contains(why), changes.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ALTER TABLE ONLY public.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.u(id);"
            + " | blocking | writes to it and to u wait",
        "ALTER TABLE public.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.u(id) NOT VALID;"
            + " | additive | not checked",
        "ALTER TABLE ONLY public.u ADD CONSTRAINT u_pkey PRIMARY KEY (id);"
            + " | blocking | unless USING an index",
        "CREATE TABLE public.n (id integer NOT NULL, u integer); ALTER TABLE ONLY public.n ADD"
            + " CONSTRAINT f FOREIGN KEY (u) REFERENCES public.u(id); CREATE INDEX n_u ON public.n"
            + " (u); | additive | new table; its foreign keys hold up writes to u for a moment"
            + " (2 columns, 1 constraint, 1 index)",
        "REVOKE ALL ON FUNCTION public.steady() FROM PUBLIC; | destructive | refused",
        "GRANT INSERT ON TABLE public.t TO writer; | additive | allows more",
        "ALTER TABLE public.t ENABLE ROW LEVEL SECURITY; | changed | row level security",
        "CREATE POLICY p ON public.t USING (true); | changed | which rows",
        "CREATE TRIGGER g BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION f(); | additive"
            + " | from now on",
        "CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public; | additive | new",
        "COMMENT ON COLUMN public.t.a IS 'x'; | changed | comment: only the catalog changes",
        "SECURITY LABEL ON TABLE public.t IS 'x'; | changed | not understood; see the diff",
      })
  void statementMore_isLabelledByItsDocumentedEffect(String more, String label, String why) {
    List<SchemaChange> changes = changes(SCHEMA, SCHEMA + more);
    assertEquals(1, changes.size(), changes.toString());
    assertEquals(label, changes.get(0).label().words(), changes.toString());
    assertTrue(changes.get(0).why().contains(why), changes.toString());
  }

  @Test
  void columnOfAPartitionedTable_isSaidOnce() {
    String schema =
        """
        CREATE TABLE public.e (id bigint%1$s) PARTITION BY RANGE (id);
        CREATE TABLE public.e1 (id bigint%1$s);
        ALTER TABLE ONLY public.e ATTACH PARTITION public.e1 FOR VALUES FROM (1) TO (9);
        CREATE TABLE public.e2 (id bigint%1$s);
        ALTER TABLE ONLY public.e ATTACH PARTITION public.e2 FOR VALUES FROM (9) TO (99);
        """;
    List<SchemaChange> changes =
        changes(String.format(schema, ""), String.format(schema, ", note text"));
    assertEquals(List.of("column e.note"), changes.stream().map(SchemaChange::object).toList());
    assertEquals("only the catalog changes (2 partitions)", changes.get(0).why());
  }

  @Test
  @Timeout(60)
  void partitionsInACircle_doNotHangIt() {
    String circle =
        """
        CREATE TABLE a (x int%1$s); CREATE TABLE b (x int%1$s);
        ALTER TABLE a ATTACH PARTITION b DEFAULT; ALTER TABLE b ATTACH PARTITION a DEFAULT;
        """;
    List<SchemaChange> changes =
        changes(String.format(circle, ""), String.format(circle, ", y int"));
    assertTrue(changes.size() <= 2, changes.toString());
  }

  @Test
  void partitionThatIsAttachedOrDetached_isNamed() {
    String apart =
        "CREATE TABLE public.e (id int) PARTITION BY RANGE (id);CREATE TABLE p (id int);";
    String together =
        apart + "ALTER TABLE ONLY public.e ATTACH PARTITION p FOR VALUES FROM (1) TO (9);";
    SchemaChange attached = changes(apart, together).get(0);
    assertEquals(Label.BLOCKING, attached.label(), attached.toString());
    SchemaChange detached = changes(together, apart).get(0);
    assertEquals(Label.DESTRUCTIVE, detached.label(), detached.toString());
    assertEquals("table p", detached.object());
  }
}
