package dev.neonflow.workflows.migrate;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.branch.BranchRef;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Branches of an embedded Neon, for migrators; their databases are asked past all migrators. */
public final class MigratedBranches implements AutoCloseable {
  private final EmbeddedNeon embedded = EmbeddedNeon.start();
  private final Neon neon =
      Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build();
  private final AtomicInteger names = new AtomicInteger();

  public Neon neon() {
    return neon;
  }

  public String projectId() {
    return embedded.projectId();
  }

  /** A new branch. */
  public MigrationTarget create() {
    String name = "test/" + names.incrementAndGet();
    BranchCreated created = neon.branches().create(projectId(), CreateBranch.named(name));
    neon.operations().await(projectId(), created.operations(), Duration.ofMinutes(1));
    return target(created.branch().id(), name, created.connectionUris().get(0));
  }

  /** The branch that all others come from. */
  public MigrationTarget production() {
    ConnectionUri uri =
        neon.connectionUris().get(projectId(), ConnectionUriQuery.of("neondb", "neondb_owner"));
    String id =
        neon.branches().listAll(projectId(), ListBranches.all()).stream()
            .map(AnnotatedBranch::branch)
            .filter(Branch::isDefault)
            .findFirst()
            .orElseThrow()
            .id();
    return target(id, "main", uri);
  }

  /** A branch that is there. */
  public static MigrationTarget target(String branchId, String name, ConnectionUri direct) {
    BranchRef branch =
        new BranchRef(
            branchId, name, true, "main", null, "h", "neondb", "neondb_owner", null, "new");
    return new MigrationTarget(branch, direct, direct.pooled());
  }

  /** The first column of all rows, as text. */
  public static List<String> query(MigrationTarget target, String sql) throws SQLException {
    try (Connection connection = connect(target);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(String.valueOf(rows.getString(1)));
      }
      return texts;
    }
  }

  public static void execute(MigrationTarget target, String sql) throws SQLException {
    try (Connection connection = connect(target);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A session with its database. */
  public static Connection connect(MigrationTarget target) throws SQLException {
    ConnectionUri uri = target.direct();
    return DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal());
  }

  @Override
  public void close() {
    neon.close();
    embedded.close();
  }
}
