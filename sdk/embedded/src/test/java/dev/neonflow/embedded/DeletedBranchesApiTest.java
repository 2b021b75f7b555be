package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeletedBranchesApiTest extends ApiTest {

  @Test
  void recoveredBranch_isThereAgain_underTheSameUri() throws SQLException {
    Answer created = api.branch("lost");
    api.finish(created);
    String id = created.at("branch", "id");
    String uri = created.at("connection_uris", 0, "connection_uri");
    Database.execute(uri, "CREATE TABLE precious AS SELECT 7 AS n");
    api.finish(api.delete(branches + "/" + id));

    assertEquals(404, api.get(branches + "/" + id).status());
    assertEquals(List.of(), api.get(branches + "?search=lost").at("branches"));
    Answer listed = api.get(branches + "?search=lost&include_deleted=true");
    assertEquals("user", listed.at("branches", 0, "recovery", "deletion_method"));
    assertEquals(0, api.get(branches + "/count?search=lost").<Double>at("count"));
    assertEquals(204, api.delete(branches + "/" + id).status());

    Answer recovered = api.post(branches + "/" + id + "/recover", "");
    assertEquals(200, recovered.status(), () -> recovered.body().toString());
    assertEquals("ready", recovered.at("branch", "current_state"));
    assertFalse(recovered.has("branch", "recovery"));
    assertEquals("idle", recovered.at("endpoints", 0, "current_state"));
    assertEquals("7", Database.query(uri, "SELECT n FROM precious"));
    assertEquals(1, api.get(branches + "/count?search=lost").<Double>at("count"));
    assertRefused(api.post(branches + "/" + id + "/recover", ""), 422, "not deleted");
  }

  @Test
  void hardDeletion_isForGood() {
    Answer created = api.branch("gone");
    api.finish(created);
    String id = created.at("branch", "id");
    api.finish(api.delete(branches + "/" + id + "?hard_delete=true"));

    assertEquals(List.of(), api.get(branches + "?search=gone&include_deleted=true").at("branches"));
    assertRefused(api.post(branches + "/" + id + "/recover", ""), 404, id);
    assertRefused(api.delete(branches + "/" + id + "?hard_delete=yes"), 400, "true or false");
    assertRefused(api.get(branches + "?include_deleted=2"), 400, "true or false");
  }

  @Test
  void defaultBranch_canBeAnotherOne_withItsRules() {
    Answer created = api.branch("new-default");
    api.finish(created);
    String id = created.at("branch", "id");
    String main =
        api.get(branches + "?search=main&sort_by=created_at&sort_order=asc")
            .at("branches", 0, "id");

    Answer changed = api.post(branches + "/" + id + "/set_as_default", "");
    assertEquals(200, changed.status());
    assertTrue(changed.<Boolean>at("branch", "default"));
    assertEquals(List.of(), changed.at("operations"));
    assertFalse(api.get(branches + "/" + main).<Boolean>at("branch", "default"));
    assertRefused(api.delete(branches + "/" + id), 422, "default");
    assertRefused(
        api.patch(branches + "/" + id, "{'branch':{'expires_at':'" + at(60) + "'}}"),
        422,
        "default");
    api.post(branches + "/" + main + "/set_as_default", "");

    api.patch(branches + "/" + id, "{'branch':{'expires_at':'" + at(60) + "'}}");
    assertRefused(api.post(branches + "/" + id + "/set_as_default", ""), 422, "expires");
    assertRefused(api.patch(branches + "/" + id, "{'branch':{'protected':true}}"), 422, "expire");
    assertRefused(api.post(branches + "/br-none/set_as_default", ""), 404, "br-none");
  }
}
