package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.embedded.Api.Answer;
import dev.neonflow.embedded.contract.Contract;
import dev.neonflow.embedded.contract.Contract.Operation;
import dev.neonflow.embedded.contract.RequestField;
import dev.neonflow.embedded.http.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Nothing that Neon's contract lets a client ask for is ignored: each parameter and each member of
 * a body is refused where its value makes no sense, so that it was read, or as not served.
 */
class RequestWalkTest extends ApiTest {

  private static final String PROJECT = "/projects/{project_id}";
  private static final String BRANCHES = PROJECT + "/branches";
  private static final String BRANCH = BRANCHES + "/{branch_id}";

  /** Requests that would be refused for another reason if the field in question were ignored. */
  private static final Map<String, String> BODIES =
      Map.of(
          "POST " + BRANCHES, "{'branch':{'name':'main'},'endpoints':[{'type':'read_write'}]}",
          "POST " + BRANCH + "/restore", "{'source_branch_id':'br-no-such-branch1'}",
          "POST " + PROJECT + "/endpoints",
              "{'endpoint':{'branch_id':'br-no-such-branch1','type':'read_write'}}",
          "POST " + BRANCH + "/databases",
              "{'database':{'name':'neondb','owner_name':'neondb_owner'}}",
          "POST " + BRANCH + "/roles", "{'role':{'name':'neondb_owner'}}");

  /** What may be any text, and how it is heeded. */
  private static final Map<String, String> TEXTS =
      Map.of(
          "GET /regions org_id",
          "the one organization has the one region",
          "GET /projects search",
          "filters",
          "GET /projects org_id",
          "filters: another organization has no projects here",
          "GET /projects cursor",
          "the list goes on after this id",
          "GET /projects/shared search",
          "filters nothing, for nothing is shared",
          "GET /projects/shared cursor",
          "goes on after nothing, for nothing is shared",
          "GET " + BRANCHES + " search",
          "filters",
          "GET " + BRANCHES + "/count search",
          "filters");

  @Test
  void whatAClientMayAskFor_isReadOrRefused() {
    Contract contract = Contract.load();
    Set<String> served = RouteTable.served();
    Set<String> texts = new TreeSet<>(TEXTS.keySet());
    List<String> ignored = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      if (!served.contains(operation.toString())) {
        texts.removeIf(text -> text.startsWith(operation + " "));
        continue;
      }
      List<RequestField> fields = RequestField.of(contract, operation);
      for (RequestField field : fields) {
        String name = operation + " " + field.name();
        if (texts.remove(name)) {
          continue;
        }
        Set<Integer> read = field.inQuery() ? Set.of(400, 404, 501) : Set.of(400, 501);
        try {
          Answer answer =
              field.inQuery() ? query(operation, fields, field) : body(operation, field);
          if (!read.contains(answer.status())) {
            ignored.add(name + ": " + answer.status());
          }
        } catch (AssertionError notAsDocumented) {
          ignored.add(name + ": kept as it came, " + notAsDocumented.getMessage());
        }
      }
    }
    assertEquals("", String.join("\n", ignored));
    assertEquals(Set.of(), texts, "the contract does not have these");
  }

  /** A name that is not there is as good as a value that makes no sense. */
  private Answer query(Operation operation, List<RequestField> all, RequestField field) {
    StringBuilder query = new StringBuilder("?" + field.name() + "=NO-SUCH-VALUE");
    for (RequestField other : all) {
      if (other.required() && !other.equals(field)) {
        query.append('&').append(other.name()).append('=').append(known(other.name()));
      }
    }
    return api.send(operation.method(), path(operation) + query, "");
  }

  private Answer body(Operation operation, RequestField field) {
    String base = BODIES.getOrDefault(operation.toString(), "{}").replace('\'', '"');
    return api.send(operation.method(), path(operation), field.mistypedIn(base));
  }

  private static String known(String parameter) {
    return parameter.startsWith("role") ? "neondb_owner" : "neondb";
  }

  private static String path(Operation operation) {
    Map<String, Object> main = api.get(branches + "?search=main").at("branches", 0);
    String endpoint = api.get(api.project + "/endpoints").at("endpoints", 0, "id");
    return operation
        .path()
        .replace("{project_id}", neon.projectId())
        .replace("{branch_id}", (String) main.get("id"))
        .replace("{endpoint_id}", endpoint)
        .replace("{database_name}", "neondb")
        .replace("{role_name}", "neondb_owner");
  }
}
