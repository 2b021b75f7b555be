package dev.neonflow.scripts;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.EmbeddedNeonOptions;
import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.embedded.ServedRequest;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An account of Neon with one project, as a script and somebody beside it see it. */
final class Account implements AutoCloseable {

  private static final Duration SOON = Duration.ofMinutes(Child.MINUTES);

  private final Queue<ServedRequest> served = new ConcurrentLinkedQueue<>();
  private final EmbeddedNeon embedded;
  private final Neon neon;

  Account() {
    embedded = EmbeddedNeon.start(EmbeddedNeonOptions.defaults().onRequest(served::add));
    neon = Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build();
  }

  /** What a script needs of its environment; the caller may change it. */
  Map<String, String> environment(Path home) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", home.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("NEON_API_HOST", embedded.apiBase().toString());
    environment.put("NEON_API_KEY", embedded.apiKey());
    environment.put("NEON_PROJECT_ID", project());
    environment.put("GITHUB_REPOSITORY", "acme/shop");
    return environment;
  }

  String project() {
    return embedded.projectId();
  }

  /** A branch that somebody else made, ready. */
  Branch made(CreateBranch request) {
    var made = neon.branches().create(project(), request);
    neon.operations().await(project(), made.operations(), SOON);
    return made.branch();
  }

  Branch branch(String name) {
    return branches().stream().filter(found -> found.name().equals(name)).findFirst().orElseThrow();
  }

  List<Branch> branches() {
    return neon.branches().list(project(), ListBranches.all()).items().stream()
        .map(AnnotatedBranch::branch)
        .toList();
  }

  List<String> names() {
    return branches().stream().map(Branch::name).sorted().toList();
  }

  void remove(Branch branch) {
    neon.operations()
        .await(project(), neon.branches().delete(project(), branch.id()).operations(), SOON);
  }

  /** Deletes all but the default branch. */
  void clear() {
    List<Branch> all = branches();
    for (Branch branch : all) {
      boolean isLeaf = all.stream().noneMatch(other -> branch.id().equals(other.parentId()));
      if (isLeaf && !branch.isDefault()) {
        remove(branch);
      }
    }
    if (all.size() > 1) {
      clear();
    }
  }

  /** How to connect to a branch, directly. */
  ConnectionUri uri(String branch) {
    return neon.connectionUris()
        .get(
            project(),
            ConnectionUriQuery.of("neondb", "neondb_owner").branchId(branch(branch).id()))
        .direct();
  }

  Connection connect(String branch) throws SQLException {
    ConnectionUri uri = uri(branch);
    return DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal());
  }

  /** Runs SQL on a branch; the first column of the first row if there is one. */
  String sql(String branch, String sql) throws SQLException {
    try (Connection connection = connect(branch);
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? rows.getString(1) : "";
      }
    }
  }

  /** Roles cannot be made until this is removed. */
  InjectedFault refusingRoles() {
    return embedded.inject(
        Fault.status(422).on("POST", "/projects/{project_id}/branches/{branch_id}/roles").always());
  }

  /** No branch can be deleted until this is removed. */
  InjectedFault refusingDeletions() {
    return embedded.inject(
        Fault.status(422).on("DELETE", "/projects/{project_id}/branches/{branch_id}").always());
  }

  /** Requests since the last call that may have changed something. */
  List<String> writes() {
    List<String> writes =
        served.stream()
            .filter(request -> !request.method().equals("GET"))
            .map(request -> request.method() + " " + request.path())
            .toList();
    served.clear();
    return writes;
  }

  @Override
  public void close() {
    neon.close();
    embedded.close();
  }
}
