package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BranchesApiTest extends ApiTest {

  @Test
  void newBranch_hasDataOfItsParent_andLeavesItAlone() throws SQLException {
    String parent = uri("");
    Database.execute(parent, "CREATE TABLE copied AS SELECT 42 AS answer");

    Answer created = api.branch("preview/pr-7");
    assertEquals(201, created.status());
    assertEquals("init", created.at("branch", "current_state"));
    assertEquals("ready", created.at("branch", "pending_state"));
    assertEquals("init", created.at("endpoints", 0, "current_state"));
    assertEquals("create_branch", created.at("operations", 0, "action"));
    assertEquals("start_compute", created.at("operations", 1, "action"));
    api.finish(created);

    String id = created.at("branch", "id");
    Answer ready = api.get(branches + "/" + id);
    assertEquals("ready", ready.at("branch", "current_state"));
    assertFalse(ready.has("branch", "pending_state"), "what is absent is left out");
    assertTrue(ready.has("branch", "parent_lsn"));
    String uri = created.at("connection_uris", 0, "connection_uri");
    assertEquals("42", Database.query(uri, "SELECT answer FROM copied"));
    assertEquals(id, Database.query(uri, "SELECT current_setting('neon.branch_id')"));
    Database.execute(uri, "DROP TABLE copied");
    assertEquals("42", Database.query(parent, "SELECT answer FROM copied"));
    assertEquals(uri, uri("&branch_id=" + id));
    assertEquals(uri, uri("&pooled=true&branch_id=" + id));
  }

  @Test
  void everythingAboutABranch_isReadableRightAfterItsCreation() {
    Answer created = api.branch("readable");
    String branch = branches + "/" + created.at("branch", "id");

    String endpoint = created.at("endpoints", 0, "id");
    assertEquals(endpoint, api.get(branch + "/endpoints").at("endpoints", 0, "id"));
    assertEquals("neondb", api.get(branch + "/databases/neondb").at("database", "name"));
    assertEquals("neondb_owner", api.get(branch + "/roles/neondb_owner").at("role", "name"));
    assertEquals(
        created.<String>at("connection_uris", 0, "connection_parameters", "password"),
        api.get(branch + "/roles/neondb_owner/reveal_password").<String>at("password"));
    api.finish(created);
  }

  /** Clients connect as soon as they have the answer; so nothing may turn them away. */
  @Test
  void connectionRightAfterCreation_waitsForTheCompute() throws SQLException {
    for (String name : List.of("at-once", "at-once-again")) {
      Answer created = api.branch(name);
      String uri = created.at("connection_uris", 0, "connection_uri");
      assertEquals(created.<String>at("branch", "id"), Database.query(uri, "SHOW neon.branch_id"));
      api.finish(created);
    }
  }

  @Test
  void connectionRightAfterCreation_hasTheNewPassword_ofAProtectedParentsChild()
      throws SQLException {
    Answer parent = api.post(branches, "{'branch':{'name':'at-once/protected','protected':true}}");
    api.finish(parent);
    for (int child = 0; child < 3; child++) {
      Answer created =
          api.post(
              branches,
              "{'branch':{'parent_id':'"
                  + parent.at("branch", "id")
                  + "'},'endpoints':[{'type':'read_write'}]}");
      String uri = created.at("connection_uris", 0, "connection_uri");
      assertEquals("1", Database.query(uri, "SELECT 1"));
      api.finish(created);
    }
  }

  @Test
  void deletedBranch_isGone_andItsPortIsClosed() throws Exception {
    Answer created = api.branch("to-delete");
    String id = created.at("branch", "id");
    api.finish(created);
    String uri = created.at("connection_uris", 0, "connection_uri");

    Answer deleted = api.delete(branches + "/" + id);
    assertEquals(200, deleted.status());
    assertEquals("storage_deleted", deleted.at("branch", "pending_state"));
    assertEquals("suspend_compute", deleted.at("operations", 0, "action"));
    assertEquals("delete_timeline", deleted.at("operations", 1, "action"));
    api.finish(deleted);

    assertEquals(404, api.get(branches + "/" + id).status());
    assertEquals(List.of(), api.get(branches + "?search=to-delete").at("branches"));
    SQLException refused = assertThrows(SQLException.class, () -> Database.connect(uri).close());
    assertEquals("08001", refused.getSQLState());
    Answer again = api.delete(branches + "/" + id);
    assertEquals(204, again.status());
    assertTrue(again.type().isEmpty(), "clients read a body where a type is named");
  }

  @Test
  void fourBranchesAtOnce_allBecomeReady() throws SQLException {
    List<CompletableFuture<Answer>> requests = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "parallel-" + i;
      requests.add(CompletableFuture.supplyAsync(() -> api.branch(name)));
    }
    for (CompletableFuture<Answer> request : requests) {
      Answer created = request.join();
      assertEquals(201, created.status());
      api.finish(created);
      String uri = created.at("connection_uris", 0, "connection_uri");
      assertEquals("1", Database.query(uri, "SELECT 1"));
    }
  }

  @Test
  void branchList_isPaged_searchedAndAnnotated() {
    for (String name : List.of("page-a", "page-b", "page-c")) {
      api.finish(
          api.post(
              branches,
              "{'branch':{'name':'" + name + "'},'annotation_value':{'note':'" + name + "'}}"));
    }
    String query = branches + "?search=page-&sort_by=name&sort_order=asc&limit=2";
    Answer first = api.get(query);
    assertEquals("page-a", first.at("branches", 0, "name"));
    assertEquals("page-b", first.at("branches", 1, "name"));
    assertEquals("ASC", first.at("pagination", "sort_order"));
    String id = first.at("branches", 0, "id");
    assertEquals("page-a", first.at("annotations", id, "value", "note"));

    Answer second = api.get(query + "&cursor=" + first.at("pagination", "next"));
    assertEquals(1, second.<List<?>>at("branches").size());
    assertEquals("page-c", second.at("branches", 0, "name"));
    assertFalse(second.has("pagination", "next"));
    assertEquals("page-a", api.get(branches + "/" + id).at("annotation", "value", "note"));
  }
}
