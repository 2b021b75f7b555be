package dev.neonflow.junit.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is kept of an answer, and how two are told apart. */
class DifferencesTest {

  @Test
  void shape_hasFieldsAndWords_andNeitherValuesNorGivenNames() {
    Map<String, Object> branch =
        Map.of(
            "id", "br-cold-sun-1",
            "default", true,
            "init_source", "parent-data",
            "creation_source", "console",
            "br-cold-sun-1", Map.of("size", 1.0),
            "pending_state", "ready",
            "type", "said somebody, once");
    Map<String, Object> annotations = Map.of("br-cold-sun-1", "private");
    assertEquals(
        Set.of(
            "annotations: object",
            "branches[].*.size: number",
            "branches[].creation_source: console",
            "branches[].default: boolean",
            "branches[].id: text",
            "branches[].init_source: parent-data",
            "branches[].type: text",
            "operations[]: empty"),
        Shape.of(
            Map.of(
                "branches", List.of(branch),
                "annotations", annotations,
                "operations", List.of())));
  }

  @Test
  void table_namesWhatOnlyOneHas_wholeObjectsByTheirNameOnly() {
    Facts neon = new Facts();
    Facts embedded = new Facts();
    for (Facts facts : List.of(neon, embedded)) {
      facts.note("getProject", Set.of("status 200", "project.id: text"));
      facts.note("getBranch", Set.of("status 200", "branch.id: text"));
    }
    neon.note("getBranch", Set.of("quota.a: number", "quota.b: number", "branch.new: text"));
    neon.note("deleteRole", Set.of("status 409", "message: text", "fails: ConflictException 409"));
    embedded.note("deleteRole", Set.of("status 200"));
    embedded.note("createSnapshot", Set.of("status 501"));
    assertEquals(
        """
        | operation | only Neon | only the embedded Neon |
        |---|---|---|
        | createSnapshot |  | was done |
        | deleteRole | fails: ConflictException 409 | succeeds |
        | getBranch | branch.new: text<br>quota |  |
        """,
        Differences.between(neon, embedded).toString());
  }
}
