package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchRulesApiTest extends ApiTest {

  @Test
  void takenName_isAConflictWithNeonsWords() {
    Answer answer = api.post(branches, "{'branch':{'name':'main'}}");

    assertEquals(409, answer.status());
    assertEquals("BRANCH_ALREADY_EXISTS", answer.at("code"));
    assertEquals("branch already exists; branch_name:\"main\"", answer.at("message"));
    assertFalse(answer.<String>at("request_id").isEmpty());
  }

  @Test
  void mutationOfABranchInCreation_isLocked() {
    Answer created = api.branch("busy");
    String branch = branches + "/" + created.at("branch", "id");

    Answer deleted = api.delete(branch);
    if (deleted.status() == 423) {
      assertEquals(
          "project already has running conflicting operations, scheduling of new ones is"
              + " prohibited",
          deleted.at("message"));
    } else {
      assertEquals(200, deleted.status(), "it was quicker than we");
    }
    Polling.until("it is free or gone", () -> api.delete(branch).status() != 423);
  }

  @Test
  void rulesOfNeon_areRefusedWith422() {
    String main = api.get(branches + "?search=main").at("branches", 0, "id");
    assertEquals(422, api.delete(branches + "/" + main).status());
    assertEquals(422, api.patch(branches + "/" + main, lease(10)).status());
    assertEquals(422, expiring("past", -10, "").status());
    assertEquals(422, expiring("far", 31 * 86_400, "").status());
    assertEquals(422, expiring("both", 60, ",'protected':true").status());

    Answer parent = api.post(branches, "{'branch':{'name':'lease-parent','protected':true}}");
    api.finish(parent);
    String id = parent.at("branch", "id");
    assertEquals(422, api.patch(branches + "/" + id, lease(60)).status());
    assertEquals(422, api.delete(branches + "/" + id).status());
    Answer leased =
        api.patch(
            branches + "/" + id, "{'branch':{'protected':false,'expires_at':'" + at(60) + "'}}");
    assertEquals(200, leased.status());
    assertEquals(List.of(), leased.at("operations"));
    assertTrue(leased.has("branch", "expires_at"));
    assertTrue(leased.has("branch", "ttl_interval_seconds"));
    assertEquals(
        422,
        api.post(branches, "{'branch':{'name':'x','parent_id':'" + id + "'}}").status(),
        "no children of what expires");
    assertTrue(
        api.patch(branches + "/" + id, "{'branch':{'name':'lp'}}").has("branch", "expires_at"),
        "absent means unchanged");
    assertFalse(
        api.patch(branches + "/" + id, "{'branch':{'expires_at':null}}")
            .has("branch", "expires_at"),
        "null means never");
    assertEquals(200, api.delete(branches + "/" + id).status());
  }

  @Test
  void childOfAProtectedBranch_hasPasswordsOfItsOwn() throws SQLException {
    Answer parent =
        api.post(
            branches,
            "{'branch':{'name':'secret','protected':true},'endpoints':[{'type':'read_write'}]}");
    api.finish(parent);
    Answer child =
        api.post(
            branches,
            "{'branch':{'name':'open','parent_id':'"
                + parent.at("branch", "id")
                + "'},'endpoints':[{'type':'read_write'}]}");
    api.finish(child);

    assertNotEquals(password(parent), password(child));
    assertEquals("1", Database.query(child.at("connection_uris", 0, "connection_uri"), "SELECT 1"));
    assertEquals(
        "1", Database.query(parent.at("connection_uris", 0, "connection_uri"), "SELECT 1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{; 400; not the JSON",
        "[]; 400; not the JSON",
        "{'branch':{'name':''}}; 400; 1 to 256",
        "{'branch':{'expires_at':'tomorrow'}}; 400; RFC 3339",
        "{'branch':{'parent_id':'br-no-such-parent1'}}; 404; br-no-such-parent1",
        "{'branch':{'init_source':'nothing'}}; 400; init_source",
        "{'branch':{'parent_lsn':'0/1'}}; 501; point in time",
        "{'endpoints':[{}]}; 400; type",
        "{'branch':{'nmae':'x'}}; 501; $.branch.nmae",
        "{'endpoints':[{'type':'read_write','settings':{'pg_settings':{'a':'b'}}}]}; 501; settings",
      })
  void branchThatCannotBeMade_isRefused(String body, int status, String message) {
    assertRefused(api.post(branches, body), status, message);
  }

  private static Answer expiring(String name, long seconds, String more) {
    return api.post(
        branches,
        "{'branch':{'name':'" + name + "','expires_at':'" + at(seconds) + "'" + more + "}}");
  }

  private static String lease(long seconds) {
    return "{'branch':{'expires_at':'" + at(seconds) + "'}}";
  }

  private static String password(Answer created) {
    return created.at("connection_uris", 0, "connection_parameters", "password");
  }
}
