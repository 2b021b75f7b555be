package dev.neonflow.crash;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.projects.CreateProject;
import dev.neonflow.sdk.projects.ProjectCreated;
import dev.neonflow.workflows.migrate.TargetDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.Interceptor;

/** A project and a directory of its own for one scenario, so that none inherits anything. */
final class Site implements AutoCloseable {

  private static final String SLEEPING =
      "select count(*) > 0 from pg_stat_activity where wait_event = 'PgSleep'";

  private final Neon neon;
  private final Workspace workspace;

  private Site(Neon neon, Workspace workspace) {
    this.neon = neon;
    this.workspace = workspace;
  }

  static Site make(EmbeddedNeon embedded, Path parent) throws IOException {
    Neon neon = Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build();
    ProjectCreated made = neon.projects().create(CreateProject.named("crash"));
    String projectId = made.project().id();
    neon.operations().await(projectId, made.operations(), Duration.ofMinutes(1));
    Path directory = Files.createTempDirectory(parent, "site");
    Workspace workspace =
        new Workspace(directory, embedded.apiBase(), embedded.apiKey(), projectId).prepared();
    return new Site(neon, workspace);
  }

  Workspace workspace() {
    return workspace;
  }

  /** Does something with tools of its own, as a new process would. */
  void run(Scenario.Body body, Trace trace, Interceptor... others) throws Exception {
    run(body, workspace.scene(trace, others));
  }

  private static void run(Scenario.Body body, Scene scene) throws Exception {
    try {
      body.run(scene);
    } finally {
      scene.neon().close();
    }
  }

  void run(Scenario.Body body) throws Exception {
    run(body, new Trace(moment -> {}));
  }

  /** With a Neon that something happens to. */
  void runSpoiled(Scenario.Body body, Interceptor other) throws Exception {
    run(body, workspace.impatientScene(new Trace(moment -> {}), other));
  }

  Snapshot snapshot() throws Exception {
    return Snapshot.of(this);
  }

  List<AnnotatedBranch> branches() {
    return neon.branches().list(workspace.projectId(), ListBranches.all()).items();
  }

  List<AnnotatedBranch> previews() {
    return branches().stream().filter(one -> one.branch().name().startsWith("preview/")).toList();
  }

  int endpoints(String branchId) {
    return neon.endpoints().listOfBranch(workspace.projectId(), branchId).size();
  }

  ConnectionUri uri(String branchId) {
    return neon.connectionUris()
        .get(
            workspace.projectId(),
            ConnectionUriQuery.of("neondb", "neondb_owner").branchId(branchId));
  }

  Connection connect(String branchId) throws SQLException {
    ConnectionUri uri = uri(branchId);
    return DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal());
  }

  /** Executes on the branches that there are. */
  void everywhere(String sql) throws SQLException {
    for (AnnotatedBranch branch : branches()) {
      try (Connection connection = connect(branch.branch().id());
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  /** Whether a migration waits in its middle for {@link Workspace#brake}. */
  boolean migrates() throws SQLException {
    for (AnnotatedBranch branch : branches()) {
      if (branch.branch().isReady() && migrates(branch.branch().id())) {
        return true;
      }
    }
    return false;
  }

  /** The run may be deleting the branch just now, which cuts its connections. */
  private boolean migrates(String branchId) throws SQLException {
    try (Connection connection = connect(branchId);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(SLEEPING)) {
      found.next();
      return found.getBoolean(1);
    } catch (NotFoundException e) {
      return false;
    } catch (SQLException e) {
      if (TargetDatabase.isLost(e)) {
        return false;
      }
      throw e;
    }
  }

  /** All processes that the scenario started and that still run. */
  Stream<ProcessHandle> applications() {
    String marker = workspace.marker();
    Function<ProcessHandle, String> line = process -> process.info().commandLine().orElse("");
    return ProcessHandle.allProcesses().filter(process -> line.apply(process).contains(marker));
  }

  @Override
  public void close() {
    applications().forEach(ProcessHandle::destroyForcibly);
    neon.projects().delete(workspace.projectId());
    neon.close();
  }
}
