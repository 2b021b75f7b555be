package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.embedded.Api.Answer;
import dev.neonflow.embedded.http.RouteTable;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Every served route answers with success at least once, and as Neon's contract wants it, which the
 * client sees to. A route that is not served yet is refused by name.
 */
class RouteWalkTest extends ApiTest {

  private static final String PROJECT = "/projects/{project_id}";
  private static final String BRANCH = PROJECT + "/branches/{branch_id}";
  private static final String ENDPOINT = PROJECT + "/endpoints/{endpoint_id}";
  private static final String DATABASE = BRANCH + "/databases/{database_name}";
  private static final String ROLE = BRANCH + "/roles/{role_name}";

  private final Set<String> served = RouteTable.served();
  private final Set<String> walked = new TreeSet<>();

  @Test
  void everyServedRoute_answersAsDocumented() {
    account();
    projects();
    Answer branch = branches();
    endpoints(branch);
    databases(branch);
    roles(branch);
    schemas(branch);
    history(branch);

    Set<String> left = new TreeSet<>(served);
    left.removeAll(walked);
    assertEquals(Set.of(), left, "these routes are served, but this walk does not pass them");
  }

  private void account() {
    get("/auth", "/auth");
    get("/regions", "/regions");
    get("/users/me", "/users/me");
    get("/users/me/organizations", "/users/me/organizations");
    String organization = api.get(api.project).at("project", "org_id");
    get("/organizations/{org_id}", "/organizations/" + organization);
  }

  private void projects() {
    get("/projects", "/projects?limit=100");
    get("/projects/shared", "/projects/shared?limit=100");
    Answer created = post("/projects", "/projects", "{'project':{'name':'walked'}}");
    String id = created.status() == 201 ? created.at("project", "id") : neon.projectId();
    Api other = new Api(neon.apiBase(), neon.apiKey(), "/projects/" + id);
    finish(other, created);
    get(PROJECT, other.project);
    finish(other, patch(PROJECT, other.project, "{'project':{'name':'walked on'}}"));
    delete(PROJECT, other.project);
    post(PROJECT + "/recover", api.project + "/recover", "");
    get(
        PROJECT + "/connection_uri",
        api.project + "/connection_uri?database_name=neondb&role_name=neondb_owner");
  }

  private Answer branches() {
    Answer created =
        post(
            PROJECT + "/branches",
            branches,
            "{'branch':{'name':'walked'},'endpoints':[{'type':'read_write'}],"
                + "'annotation_value':{'note':'walked'}}");
    api.finish(created);
    String branch = path(created);
    get(PROJECT + "/operations", api.project + "/operations?limit=1");
    String operation = api.get(api.project + "/operations").at("operations", 0, "id");
    get(PROJECT + "/operations/{operation_id}", api.project + "/operations/" + operation);
    get(PROJECT + "/branches", branches + "?search=walk&sort_by=name&sort_order=asc");
    get(PROJECT + "/branches/count", branches + "/count?search=walk");
    get(BRANCH, branch);
    patch(BRANCH, branch, "{'branch':{'name':'walked-on','expires_at':'" + at(3600) + "'}}");
    patch(BRANCH, branch, "{'branch':{'expires_at':null}}");
    return created;
  }

  private void endpoints(Answer branch) {
    String endpoints = api.project + "/endpoints";
    get(PROJECT + "/endpoints", endpoints);
    get(BRANCH + "/endpoints", path(branch) + "/endpoints");
    String main = endpoints + "/" + branch.at("endpoints", 0, "id");
    get(ENDPOINT, main);
    finish(api, post(ENDPOINT + "/suspend", main + "/suspend", ""));
    finish(api, post(ENDPOINT + "/start", main + "/start", ""));
    finish(api, post(ENDPOINT + "/restart", main + "/restart", ""));
    finish(api, patch(ENDPOINT, main, "{'endpoint':{'suspend_timeout_seconds':300}}"));

    Answer more =
        post(
            PROJECT + "/endpoints",
            endpoints,
            "{'endpoint':{'type':'read_only','branch_id':'" + branch.at("branch", "id") + "'}}");
    finish(api, more);
    String second = more.status() == 201 ? endpoints + "/" + more.at("endpoint", "id") : main;
    finish(api, delete(ENDPOINT, second));
    delete(ENDPOINT, second);
  }

  private void databases(Answer branch) {
    String databases = path(branch) + "/databases";
    get(BRANCH + "/databases", databases);
    finish(
        api,
        post(
            BRANCH + "/databases",
            databases,
            "{'database':{'name':'walked','owner_name':'neondb_owner'}}"));
    get(DATABASE, databases + "/walked");
    finish(
        api, patch(DATABASE, databases + "/walked", "{'database':{'owner_name':'neondb_owner'}}"));
    finish(api, delete(DATABASE, databases + "/walked"));
    delete(DATABASE, databases + "/walked");
  }

  private void roles(Answer branch) {
    String roles = path(branch) + "/roles";
    get(BRANCH + "/roles", roles);
    finish(api, post(BRANCH + "/roles", roles, "{'role':{'name':'walked'}}"));
    get(ROLE, roles + "/walked");
    get(ROLE + "/reveal_password", roles + "/walked/reveal_password");
    finish(api, post(ROLE + "/reset_password", roles + "/walked/reset_password", ""));
    finish(api, delete(ROLE, roles + "/walked"));
    delete(ROLE, roles + "/walked");
  }

  private void schemas(Answer branch) {
    get(BRANCH + "/schema", path(branch) + "/schema?db_name=neondb");
    get(BRANCH + "/schema", path(branch) + "/schema?db_name=neondb&format=sql");
    get(BRANCH + "/compare_schema", path(branch) + "/compare_schema?db_name=neondb");
  }

  private void history(Answer branch) {
    String parent = branch.at("branch", "parent_id");
    finish(
        api,
        post(
            BRANCH + "/restore",
            path(branch) + "/restore",
            "{'source_branch_id':'" + parent + "'}"));
    finish(api, post(BRANCH + "/set_as_default", path(branch) + "/set_as_default", ""));
    finish(api, post(BRANCH + "/set_as_default", branches + "/" + parent + "/set_as_default", ""));
    finish(api, delete(BRANCH, path(branch)));
    delete(BRANCH, path(branch));
    get(PROJECT + "/branches", branches + "?include_deleted=true");
    finish(api, post(BRANCH + "/recover", path(branch) + "/recover", ""));
  }

  private Answer get(String template, String path) {
    return walk("GET " + template, () -> api.get(path));
  }

  private Answer post(String template, String path, String body) {
    return walk("POST " + template, () -> api.post(path, body));
  }

  private Answer patch(String template, String path, String body) {
    return walk("PATCH " + template, () -> api.patch(path, body));
  }

  private Answer delete(String template, String path) {
    return walk("DELETE " + template, () -> api.delete(path));
  }

  private Answer walk(String route, Supplier<Answer> request) {
    Answer answer = request.get();
    int expected = served.contains(route) ? 2 : 5;
    assertEquals(expected, answer.status() / 100, () -> route + ": " + answer);
    walked.add(route);
    return answer;
  }

  private static void finish(Api owner, Answer answer) {
    if (answer.status() < 300 && answer.body() instanceof Map<?, ?> body) {
      if (body.containsKey("operations")) {
        owner.finish(answer);
      }
    }
  }

  private static String path(Answer branch) {
    return branches + "/" + branch.at("branch", "id");
  }
}
