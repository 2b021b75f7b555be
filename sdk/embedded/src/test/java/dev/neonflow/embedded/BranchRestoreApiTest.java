package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchRestoreApiTest extends ApiTest {

  private static String main() {
    return api.get(branches + "?search=main&sort_by=created_at&sort_order=asc")
        .at("branches", 0, "id");
  }

  private static String source(String id) {
    return "{'source_branch_id':'" + id + "'}";
  }

  @Test
  void reset_bringsTheParentsData_underTheSameUri() throws SQLException {
    Answer created = api.branch("reset-me");
    api.finish(created);
    String branch = branches + "/" + created.at("branch", "id");
    String uri = created.at("connection_uris", 0, "connection_uri");
    Database.execute(uri("&branch_id=" + main()), "CREATE TABLE later AS SELECT 1 AS n");
    Database.execute(uri, "CREATE TABLE own AS SELECT 1 AS n");

    try (Connection open = Database.connect(uri)) {
      Answer accepted = api.post(branch + "/restore", source(main()));
      assertEquals(200, accepted.status(), () -> accepted.body().toString());
      assertEquals("resetting", accepted.at("branch", "current_state"));
      assertEquals("ready", accepted.at("branch", "pending_state"));
      assertTrue(accepted.has("branch", "last_reset_at"));
      api.finish(accepted);
      assertThrows(SQLException.class, () -> open.createStatement().execute("SELECT 1"));
    }

    assertEquals("1", Database.query(uri, "SELECT n FROM later"));
    assertEquals("t", Database.query(uri, "SELECT to_regclass('own') IS NULL"));
    assertEquals(created.<String>at("branch", "id"), Database.query(uri, "SHOW neon.branch_id"));
    Answer ready = api.get(branch);
    assertEquals("ready", ready.at("branch", "current_state"));
    assertFalse(ready.has("branch", "pending_state"));
    assertTrue(ready.has("branch", "parent_lsn"));
    assertEquals(uri, uri("&branch_id=" + created.at("branch", "id")));
  }

  @Test
  void restoreUnderAName_keepsWhatWasReplaced() throws SQLException {
    Answer created = api.branch("replaced");
    api.finish(created);
    String id = created.at("branch", "id");
    String uri = created.at("connection_uris", 0, "connection_uri");
    Database.execute(uri, "CREATE TABLE precious AS SELECT 7 AS n");
    Answer other = api.branch("source");
    api.finish(other);
    Database.execute(
        other.at("connection_uris", 0, "connection_uri"), "CREATE TABLE news AS SELECT 8 AS n");

    Answer accepted =
        api.post(
            branches + "/" + id + "/restore",
            "{'source_branch_id':'" + other.at("branch", "id") + "','preserve_under_name':'kept'}");
    api.finish(accepted);

    assertEquals("8", Database.query(uri, "SELECT n FROM news"));
    assertEquals(
        other.<String>at("branch", "id"),
        api.get(branches + "/" + id).<String>at("branch", "parent_id"));
    String kept = api.get(branches + "?search=kept").at("branches", 0, "id");
    assertEquals(List.of(), api.get(branches + "/" + kept + "/endpoints").at("endpoints"));
    Answer again = api.post(branches + "/" + id + "/restore", source(kept));
    api.finish(again);
    assertEquals("7", Database.query(uri, "SELECT n FROM precious"));
  }

  @Test
  void passwordOfItsOwn_isKeptByAReset() throws SQLException {
    Answer created = api.branch("own-password");
    api.finish(created);
    String branch = branches + "/" + created.at("branch", "id");
    api.finish(api.post(branch + "/roles/neondb_owner/reset_password", ""));
    String uri = uri("&branch_id=" + created.at("branch", "id"));
    api.finish(api.post(branch + "/restore", source(main())));
    assertEquals("1", Database.query(uri, "SELECT 1"));
  }

  @Test
  void sleepingBranch_sleepsOn_andWakesWithTheNewData() throws SQLException {
    Answer created = api.branch("sleeper");
    api.finish(created);
    String branch = branches + "/" + created.at("branch", "id");
    String endpoint = api.project + "/endpoints/" + created.at("endpoints", 0, "id");
    String uri = created.at("connection_uris", 0, "connection_uri");
    Database.execute(uri, "CREATE TABLE own AS SELECT 1 AS n");
    api.finish(api.post(endpoint + "/suspend", ""));

    api.finish(api.post(branch + "/restore", source(main())));
    assertEquals("idle", api.get(endpoint).at("endpoint", "current_state"));
    assertEquals("t", Database.query(uri, "SELECT to_regclass('own') IS NULL"));
  }

  /** Whatever was committed on the new data stays, and nobody is served by the old data again. */
  @Test
  void clientsThatComeBackDuringAReset_neverSeeTheOldDataAfterTheNew() throws Exception {
    Answer created = api.branch("busy-reset");
    api.finish(created);
    String branch = branches + "/" + created.at("branch", "id");
    String uri = created.at("connection_uris", 0, "connection_uri");
    Database.execute(uri, "CREATE TABLE old AS SELECT 1 AS n");
    AtomicBoolean stop = new AtomicBoolean();
    List<String> seen = new ArrayList<>();
    CompletableFuture<Void> client =
        CompletableFuture.runAsync(
            () -> {
              while (!stop.get()) {
                try {
                  seen.add(Database.query(uri, "SELECT to_regclass('old') IS NOT NULL"));
                } catch (SQLException cut) {
                  seen.add("cut");
                }
              }
            });
    api.finish(api.post(branch + "/restore", source(main())));
    assertEquals("f", Database.query(uri, "SELECT to_regclass('old') IS NOT NULL"));
    stop.set(true);
    client.join();

    assertTrue(seen.lastIndexOf("t") < seen.indexOf("f") || !seen.contains("f"), seen::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; 400; source_branch_id is required",
        "{'source_branch_id':'SELF'}; 400; the branch itself",
        "{'source_branch_id':'SELF','source_lsn':'0/1','preserve_under_name':'x'}; 501; source_lsn",
        "{'source_branch_id':'MAIN','source_timestamp':'2026-01-01T00:00:00Z'}; 501; point",
        "{'source_branch_id':'br-no-such-branch1'}; 404; br-no-such-branch1",
      })
  void restoreThatIsNotServed_isRefused(String body, int status, String message) {
    Answer created =
        api.post(branches, "{'branch':{'name':'refused-" + Math.abs(body.hashCode()) + "'}}");
    api.finish(created);
    String id = created.at("branch", "id");
    assertRefused(
        api.post(
            branches + "/" + id + "/restore", body.replace("SELF", id).replace("MAIN", main())),
        status,
        message);
  }

  @Test
  void rootWithChildren_isRestoredOnlyUnderAName() {
    Answer created = api.branch("child-of-main");
    api.finish(created);
    assertRefused(
        api.post(branches + "/" + main() + "/restore", source(created.<String>at("branch", "id"))),
        422,
        "preserve_under_name");
  }
}
