package dev.neonflow.workflows.flyway;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.migrate.MigrationTarget;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Branches of an embedded Neon. */
final class Branches implements AutoCloseable {
  private final EmbeddedNeon embedded = EmbeddedNeon.start();
  private final Neon neon =
      Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build();
  private final AtomicInteger names = new AtomicInteger();

  MigrationTarget create() {
    String name = "test/" + names.incrementAndGet();
    BranchCreated created = neon.branches().create(embedded.projectId(), CreateBranch.named(name));
    neon.operations().await(embedded.projectId(), created.operations(), Duration.ofMinutes(1));
    ConnectionUri direct = created.connectionUris().get(0);
    BranchRef branch =
        new BranchRef(
            created.branch().id(),
            name,
            true,
            "main",
            null,
            "ep-a-1.neon.tech",
            "neondb",
            "neondb_owner",
            null,
            "new");
    return new MigrationTarget(branch, direct, direct.pooled());
  }

  static Connection connect(MigrationTarget target) throws SQLException {
    ConnectionUri uri = target.direct();
    return DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal());
  }

  /** The first column of the first row, as text. */
  static String query(MigrationTarget target, String sql) throws SQLException {
    try (Connection connection = connect(target);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  /** Asks until the answer is as expected. */
  static void await(MigrationTarget target, String sql, String expected) throws SQLException {
    try (Connection connection = connect(target);
        Statement statement = connection.createStatement()) {
      String answer = "";
      while (!expected.equals(answer)) {
        statement.execute("SELECT pg_sleep(0.02)");
        try (ResultSet row = statement.executeQuery(sql)) {
          answer = row.next() ? row.getString(1) : "";
        }
      }
    }
  }

  @Override
  public void close() {
    neon.close();
    embedded.close();
  }
}
