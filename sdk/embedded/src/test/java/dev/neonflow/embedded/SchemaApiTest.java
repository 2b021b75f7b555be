package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaApiTest extends ApiTest {

  private static String main() {
    return api.get(branches + "?search=main&sort_by=created_at&sort_order=asc")
        .at("branches", 0, "id");
  }

  private static String schema(String branch, String more) {
    Answer answer = api.get(branches + "/" + branch + "/schema?db_name=neondb" + more);
    assertEquals(200, answer.status(), () -> answer.body().toString());
    return answer.at("sql");
  }

  private static Answer made(String name, String more) {
    Answer created =
        api.post(
            branches,
            "{'branch':{'name':'" + name + "'" + more + "},'endpoints':[{'type':'read_write'}]}");
    api.finish(created);
    return created;
  }

  private static String lsn(Answer created) {
    return api.get(branches + "/" + created.at("branch", "id")).at("branch", "parent_lsn");
  }

  @Test
  void parentsSchema_isKnownAsItWasWhenTheChildWasMade() throws SQLException {
    Answer parent = made("kept-parent", "");
    String id = parent.at("branch", "id");
    String uri = parent.at("connection_uris", 0, "connection_uri");
    Database.execute(uri, "CREATE TABLE before_branch (id int)");
    Answer child = made("kept-child", ",'parent_id':'" + id + "'");
    Database.execute(uri, "CREATE TABLE after_branch (id int)");

    String then = schema(id, "&lsn=" + lsn(child));
    assertTrue(then.contains("before_branch"), then);
    assertFalse(then.contains("after_branch"), then);
    assertTrue(schema(id, "").contains("after_branch"));

    String endpoint = api.project + "/endpoints/" + parent.at("endpoints", 0, "id");
    api.finish(api.post(endpoint + "/suspend", ""));
    Answer second = made("kept-second", ",'parent_id':'" + id + "'");
    assertEquals("idle", api.get(endpoint).at("endpoint", "current_state"), "it sleeps on");
    Answer bare = api.post(branches, "{'branch':{'name':'kept-bare','parent_id':'" + id + "'}}");
    api.finish(bare);
    assertTrue(schema(id, "&lsn=" + lsn(second)).contains("after_branch"));
    assertTrue(schema(id, "&lsn=" + lsn(bare)).contains("after_branch"));

    String childUri = child.at("connection_uris", 0, "connection_uri");
    api.finish(
        api.post(
            branches + "/" + child.at("branch", "id") + "/restore",
            "{'source_branch_id':'" + id + "'}"));
    Database.execute(childUri, "DROP TABLE after_branch");
    assertTrue(schema(id, "&lsn=" + lsn(child)).contains("after_branch"), "since the reset");
  }

  @Test
  void comparison_isAUnifiedDiffFromTheParent() throws SQLException {
    Answer child = made("compared", "");
    String compare = branches + "/" + child.at("branch", "id") + "/compare_schema?db_name=neondb";
    Answer same = api.get(compare + "&base_branch_id=" + child.at("branch", "id"));
    assertEquals("", same.at("diff"));
    Database.execute(
        child.at("connection_uris", 0, "connection_uri"), "CREATE TABLE added (id int)");

    String diff = api.get(compare).at("diff");
    assertTrue(diff.startsWith("--- a/neondb\n+++ b/neondb\n@@ "), diff);
    assertTrue(diff.contains("\n+CREATE TABLE public.added ("), diff);
    String then = api.get(compare + "&base_lsn=" + lsn(child)).at("diff");
    assertTrue(then.contains("\n+CREATE TABLE public.added ("), then);
  }

  @Test
  void tables_areListedAsJson() throws SQLException {
    Answer made = made("tables", "");
    Database.execute(
        made.at("connection_uris", 0, "connection_uri"),
        "CREATE TABLE author (id int PRIMARY KEY, name text NOT NULL UNIQUE);"
            + "CREATE TABLE book (id int, author int REFERENCES author, twice int GENERATED ALWAYS"
            + " AS (id * 2) STORED)");
    Answer answer =
        api.get(branches + "/" + made.at("branch", "id") + "/schema?db_name=neondb&format=json");
    List<Answer> tables =
        answer.<List<Object>>at("json", "tables").stream()
            .map(table -> new Answer(200, java.util.Optional.empty(), table))
            .toList();
    Answer author = named(tables, "author");
    assertEquals("public", author.at("schema"));
    assertEquals("text", author.at("columns", 1, "type"));
    assertEquals(false, author.at("columns", 1, "nullable"));
    assertEquals(List.of("name"), author.at("constraints", 0, "columns"));
    assertEquals("primary_key", author.at("constraints", 1, "type"));
    Answer book = named(tables, "book");
    assertEquals(true, book.at("columns", 2, "generated"));
    assertEquals("author", book.at("constraints", 0, "referenced_table", "table"));
    assertEquals(List.of("id"), book.at("constraints", 0, "referenced_table", "columns"));
  }

  private static Answer named(List<Answer> tables, String name) {
    return tables.stream().filter(table -> name.equals(table.at("name"))).findFirst().orElseThrow();
  }

  @Test
  void schemaOnlyBranch_isARootWithRolesAndTables_butNoRows() throws SQLException {
    Answer source = made("full", "");
    String id = source.at("branch", "id");
    String uri = source.at("connection_uris", 0, "connection_uri");
    api.finish(api.post(branches + "/" + id + "/roles", "{'role':{'name':'app'}}"));
    api.finish(
        api.post(
            branches + "/" + id + "/databases", "{'database':{'name':'shop','owner_name':'app'}}"));
    Database.execute(
        uri,
        "CREATE TABLE goods (id serial PRIMARY KEY, name text); INSERT INTO goods (name) VALUES"
            + " ('x'); GRANT SELECT ON goods TO app; CREATE ROLE by_sql LOGIN PASSWORD 'secret'");

    Answer created = made("empty", ",'parent_id':'" + id + "','init_source':'schema-only'");
    String empty = created.at("branch", "id");
    assertFalse(created.has("branch", "parent_id"));
    Answer ready = api.get(branches + "/" + empty);
    assertEquals("schema-only", ready.at("branch", "init_source"));
    assertFalse(ready.has("branch", "parent_id"));
    assertFalse(ready.has("branch", "parent_lsn"));
    assertEquals(schema(id, ""), schema(empty, ""));
    String emptyUri =
        uri.replaceFirst(
            "@[^/]+", "@" + created.<String>at("endpoints", 0, "host").replace("$", ""));
    assertEquals("0", Database.query(emptyUri, "SELECT count(*) FROM goods"), "same password");
    String app =
        api.get(api.project + "/connection_uri?database_name=shop&role_name=app&branch_id=" + empty)
            .at("uri");
    assertEquals("app", Database.query(app, "SELECT current_user"));
    assertEquals(
        "t", Database.query(emptyUri, "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'by_sql'"));
    assertRefused(
        api.get(branches + "/" + empty + "/compare_schema?db_name=neondb"), 400, "no parent");

    api.finish(api.post(branches + "/" + empty + "/restore", "{'source_branch_id':'" + id + "'}"));
    assertEquals("1", Database.query(emptyUri, "SELECT count(*) FROM goods"));
    assertFalse(api.get(branches + "/" + empty).has("branch", "parent_id"));
    api.finish(api.delete(branches + "/" + empty));
  }

  @Test
  void codeOfAnOwner_getsNoSuperusersRights_whenASchemaOnlyBranchIsMade() throws SQLException {
    Answer source = made("with-code", "");
    String uri = source.at("connection_uris", 0, "connection_uri");
    Database.execute(
        uri,
        "CREATE FUNCTION caller() RETURNS text IMMUTABLE LANGUAGE plpgsql AS"
            + " $$ BEGIN RETURN session_user; END $$;"
            + " CREATE FUNCTION grab() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN IF session_user"
            + " = 'cloud_admin' THEN ALTER ROLE neondb_owner SUPERUSER; END IF; RETURN true; END $$;"
            + " CREATE DOMAIN trap AS text CHECK (grab());"
            + " CREATE TABLE bait (n int, who text GENERATED ALWAYS AS (caller()) STORED,"
            + " traps trap[] DEFAULT '{x}'::trap[])");
    String id = source.at("branch", "id");
    Answer copy = made("of-code", ",'parent_id':'" + id + "','init_source':'schema-only'");
    assertEquals(schema(id, ""), schema(copy.at("branch", "id"), ""));
    String there =
        uri.replaceFirst("@[^/]+", "@" + copy.<String>at("endpoints", 0, "host").replace("$", ""));
    assertEquals(
        "f", Database.query(there, "SELECT rolsuper FROM pg_roles WHERE rolname = 'neondb_owner'"));
  }

  @ParameterizedTest
  @CsvSource({
    "schema, 400, db_name",
    "schema?db_name=nothing, 404, nothing",
    "schema?db_name=neondb&format=xml, 400, format",
    "schema?db_name=neondb&timestamp=2026-01-01T00:00:00Z, 501, timestamp",
    "schema?db_name=neondb&lsn=0/1, 501, lsn",
    "compare_schema?db_name=neondb, 400, no parent",
    "compare_schema?db_name=neondb&base_branch_id=br-none, 404, br-none",
    "compare_schema?db_name=neondb&base_branch_id=MAIN&base_timestamp=x, 501, base_timestamp",
  })
  void schemaThatIsNotThere_isRefused(String path, int status, String message) {
    String main = main();
    assertRefused(
        api.get(branches + "/" + main + "/" + path.replace("MAIN", main)), status, message);
  }
}
