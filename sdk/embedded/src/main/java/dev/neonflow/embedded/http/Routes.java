package dev.neonflow.embedded.http;

import static dev.neonflow.embedded.http.Route.delete;
import static dev.neonflow.embedded.http.Route.get;
import static dev.neonflow.embedded.http.Route.patch;
import static dev.neonflow.embedded.http.Route.post;

import dev.neonflow.embedded.control.Account;
import dev.neonflow.embedded.control.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The route table. */
final class Routes {

  private static final String PROJECT = "/projects/{project_id}";
  private static final String BRANCH = PROJECT + "/branches/{branch_id}";
  private static final String ENDPOINT = PROJECT + "/endpoints/{endpoint_id}";
  private static final String DATABASE = BRANCH + "/databases/{database_name}";
  private static final String ROLE = BRANCH + "/roles/{role_name}";

  private Routes() {}

  /**
   * What is served, and what Neon has besides and is refused by name. The first match counts: a
   * literal segment comes before a placeholder, and what is served before what is not.
   */
  static List<Route> of(Account account) {
    List<Route> routes = new ArrayList<>(served(account));
    routes.addAll(refused());
    // A brace is greater than every character of a literal segment, and the sort is stable.
    routes.sort(Comparator.comparing(Route::template));
    return List.copyOf(routes);
  }

  static List<Route> served(Account account) {
    var projects = new ProjectRoutes(account);
    var branches = new BranchRoutes();
    var schemas = new SchemaRoutes();
    var endpoints = new EndpointRoutes();
    var databases = new DatabaseRoutes();
    var roles = new RoleRoutes();
    var operations = new OperationRoutes();
    var connections = new ConnectionRoutes();
    var accounts = new AccountRoutes(account);
    return List.of(
        get("/auth", accounts::auth),
        get("/regions", accounts::regions),
        get("/users/me", accounts::me),
        get("/users/me/organizations", accounts::organizations),
        get("/organizations/{org_id}", accounts::organization),
        get("/projects", projects::list),
        get("/projects/shared", projects::shared),
        post("/projects", projects::create),
        get(PROJECT, projects::get),
        patch(PROJECT, projects::update),
        delete(PROJECT, projects::delete),
        get(PROJECT + "/connection_uri", connections::uri),
        get(PROJECT + "/operations", operations::list),
        get(PROJECT + "/operations/{operation_id}", operations::get),
        get(PROJECT + "/branches", branches::list),
        post(PROJECT + "/branches", branches::create),
        get(PROJECT + "/branches/count", branches::count),
        get(BRANCH, branches::get),
        patch(BRANCH, branches::update),
        delete(BRANCH, branches::delete),
        post(BRANCH + "/restore", branches::restore),
        post(BRANCH + "/recover", branches::recover),
        get(BRANCH + "/schema", schemas::schema),
        get(BRANCH + "/compare_schema", schemas::compare),
        post(BRANCH + "/set_as_default", branches::setDefault),
        get(BRANCH + "/endpoints", endpoints::ofBranch),
        get(PROJECT + "/endpoints", endpoints::list),
        post(PROJECT + "/endpoints", endpoints::create),
        get(ENDPOINT, endpoints::get),
        patch(ENDPOINT, endpoints::update),
        delete(ENDPOINT, endpoints::delete),
        post(ENDPOINT + "/start", endpoints::start),
        post(ENDPOINT + "/suspend", endpoints::suspend),
        post(ENDPOINT + "/restart", endpoints::restart),
        get(BRANCH + "/databases", databases::list),
        post(BRANCH + "/databases", databases::create),
        get(DATABASE, databases::get),
        patch(DATABASE, databases::update),
        delete(DATABASE, databases::delete),
        get(BRANCH + "/roles", roles::list),
        post(BRANCH + "/roles", roles::create),
        get(ROLE, roles::get),
        delete(ROLE, roles::delete),
        get(ROLE + "/reveal_password", roles::revealPassword),
        post(ROLE + "/reset_password", roles::resetPassword));
  }

  /** What only an embedded Neon has. */
  static List<Route> ofFaults(FaultRoutes faults) {
    return List.of(
        get("/faults", faults::list),
        post("/faults", faults::inject),
        delete("/faults", faults::clear),
        delete("/faults/{fault_id}", faults::remove));
  }

  static List<Route> refused() {
    try (InputStream file =
            Objects.requireNonNull(
                Routes.class.getResourceAsStream("neon-routes.txt"), "neon-routes.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return lines.lines().map(Routes::refused).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Route refused(String line) {
    String[] words = line.split(" ", 2);
    return new Route(
        words[0],
        words[1],
        request -> {
          throw Refusal.notServed(line);
        });
  }
}
