package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** {@code branches}, but for what moves data between them. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class BranchesCliTest extends ConformanceTest {

  @Test
  void branches_areListed_withMarksInTheTable() {
    Json kept = created("list/kept", "--protected", "--no-compute");
    Json listed = json("branches", "list");

    assertTrue(listed.each("name").containsAll(List.of("main", "list/kept")), listed::toString);
    for (Json branch : listed.items()) {
      assertTrue(branch.text("id").matches("br-[a-z]+-[a-z]+-[a-z0-9]{8}"), branch.text("id"));
      assertEquals("ready", branch.text("current_state"), branch::toString);
      assertFalse(branch.has("pending_state"), branch::toString);
      assertTime(branch.text("created_at"));
    }
    String table = table("branches", "list");
    assertTrue(table.contains("[default] main"), table);
    assertTrue(table.contains("[protected] list/kept"), table);
    assertTrue(table.contains(kept.text("id")), table);
    assertTrue(table.contains("never"), table);
  }

  @Test
  void newBranch_isShownByName_andById() {
    Json created = created("get/one");
    String id = created.text("branch", "id");
    assertEquals("init", created.text("branch", "current_state"));
    assertEquals("ready", created.text("branch", "pending_state"));
    assertEquals("read_write", created.text("endpoints", 0, "type"));
    assertEquals(id, created.text("endpoints", 0, "branch_id"));
    assertTrue(created.text("endpoints", 0, "id").matches("ep-[a-z]+-[a-z]+-[a-z0-9]{8}"));
    assertTrue(
        created.text("connection_uris", 0, "connection_uri").startsWith("postgresql://"),
        created::toString);

    Json byName = get("get/one");
    assertEquals(id, byName.text("id"));
    assertEquals(get("main").text("id"), byName.text("parent_id"));
    assertEquals("ready", byName.text("current_state"));
    assertEquals(byName, get(id));
    String table = table("branches", "get", id);
    assertTrue(table.contains("get/one") && table.contains(id), table);
  }

  @Test
  void newBranch_isATable_withItsEndpointAndItsUri() {
    String table = table("branches", "create", "--name", "create/table");
    for (String part : List.of("branch", "endpoints", "connection_uris", "create/table", "ep-")) {
      assertTrue(table.contains(part), table);
    }
    String secretive = table("branches", "create", "--name", "create/secretive", "--no-secrets");
    assertFalse(secretive.contains("postgresql://"), secretive);
    settle();
  }

  @Test
  void unnamedBranch_isNamedLikeItsId() {
    Json created = json("branches", "create", "--no-compute");
    assertEquals(created.text("id"), created.text("name"));
    settle();
  }

  @Test
  void branchWithoutCompute_isABranchAlone() {
    Json created = created("create/no-compute", "--no-compute");
    assertEquals("create/no-compute", created.text("name"), created::toString);
    refused("No  endpoint found", "connection-string", "create/no-compute");
  }

  @Test
  void renamedBranch_keepsItsId() {
    String id = bare("rename/old");
    assertEquals(id, json("branches", "rename", "rename/old", "rename/new").text("id"));
    assertEquals("rename/new", get(id).text("name"));
    String table = table("branches", "rename", id, "rename/newer");
    assertTrue(table.contains("rename/newer"), table);
    refused("Branch rename/old not found", "branches", "get", "rename/old");
    refused(
        "branch already exists; branch_name:\"main\"",
        "branches",
        "rename",
        "rename/newer",
        "main");
  }

  @Test
  void expiration_isSet_changedAndRemoved() {
    Instant soon = Instant.now().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    String id = created("expire/set", "--no-compute", "--expires-at", soon.toString()).text("id");
    assertEquals(soon.toString(), get(id).text("expires_at"));
    assertTrue(table("branches", "list").contains(soon.toString()));

    String later = soon.plus(1, ChronoUnit.DAYS).toString();
    Json changed = json("branches", "set-expiration", "expire/set", "--expires-at", later);
    assertEquals(later, changed.text("expires_at"));
    assertTrue(Double.parseDouble(changed.text("ttl_interval_seconds")) > 0, changed::toString);
    assertFalse(json("branches", "set-expiration", id).has("expires_at"));
    assertFalse(get(id).has("expires_at"));
  }

  @Test
  void expiration_isRefused_whereABranchMustStay() {
    String soon = Instant.now().plus(1, ChronoUnit.DAYS).toString();
    refused("expire", "branches", "set-expiration", "main", "--expires-at", soon);
    bare("expire/kept", Map.of("protected", true));
    refused("expire", "branches", "set-expiration", "expire/kept", "--expires-at", soon);
    bare("expire/child", Map.of("parent_id", bare("expire/parent")));
    refused("expire", "branches", "set-expiration", "expire/parent", "--expires-at", soon);
    bare("expire/expiring", Map.of("expires_at", soon));
    refused("expire", "branches", "create", "--name", "expire/no", "--parent", "expire/expiring");
    refused("future", "branches", "create", "--expires-at", "2020-01-01T00:00:00Z");
    refused(
        "30 days",
        "branches",
        "create",
        "--expires-at",
        Instant.now().plus(31, ChronoUnit.DAYS).toString());
  }

  @Test
  void deletedBranch_isGone() {
    String first = branch("delete/by-name").text("branch", "id");
    Json deleted = json("branches", "delete", "delete/by-name");
    assertEquals(first, deleted.text("id"));
    settle();
    refused("Branch delete/by-name not found", "branches", "delete", "delete/by-name");
    refused("not found", "branches", "get", first);
    assertFalse(json("branches", "list").each("id").contains(first));
    assertEquals("", table("branches", "delete", first), "there is nothing to show");

    String second = bare("delete/by-id");
    assertTrue(table("branches", "delete", second).contains("delete/by-id"));
    settle();
    bare("delete/by-id");
  }

  @Test
  void branchThatMustStay_isNotDeleted() {
    refused("default branch", "branches", "delete", "main");
    bare("keep/protected", Map.of("protected", true));
    refused("protected", "branches", "delete", "keep/protected");
    bare("keep/child", Map.of("parent_id", bare("keep/parent")));
    refused("children", "branches", "delete", "keep/parent");
  }

  @Test
  void unknownBranch_isNotFound_byNameAndById() {
    refused("Branch nope not found.", "branches", "get", "nope");
    refused("not found", "branches", "get", "br-no-such-12345678");
    refused("not found", "branches", "rename", "br-no-such-12345678", "x");
    refused("Branch nope not found", "branches", "create", "--parent", "nope");
    refused("not found", "branches", "create", "--parent", "br-no-such-12345678");
  }

  @Test
  void takenName_isAConflict() {
    bare("taken");
    refused(
        "branch already exists; branch_name:\"taken\"", "branches", "create", "--name", "taken");
  }
}
