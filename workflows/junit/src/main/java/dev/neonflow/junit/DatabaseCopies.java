package dev.neonflow.junit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of a branch's database as it was at one moment. They are made by PostgreSQL itself, inside
 * the branch: that takes a fraction of the time of a branch, no further compute, and nothing of the
 * project's limits. Thread-safe.
 */
final class DatabaseCopies {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseCopies.class);

  /**
   * Sessions of people. One that has just ended is none any more, but still in a copy's way; so is
   * autovacuum, which belongs to nobody and gives way.
   */
  private static final String SESSIONS =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = ? AND usesysid IS NOT NULL";

  private final NeonDatabase original;
  private final String snapshot;
  private final AtomicInteger copies = new AtomicInteger();

  private DatabaseCopies(NeonDatabase original, String snapshot) {
    this.original = original;
    this.snapshot = snapshot;
  }

  /** Keeps the database as it is now, in a copy that nobody connects to. */
  static DatabaseCopies of(NeonDatabase database) {
    String name = "neonflow_" + UUID.randomUUID().toString().substring(0, 8);
    try {
      copy(database, name, database.uri().database());
    } catch (SQLException e) {
      if (InUse.is(e)) {
        throw new NeonBranchException(
            "Database "
                + database.uri().database()
                + " cannot be copied for each test while something is connected to it; close the"
                + " connections and pools of @BeforeAll before the first test",
            e);
      }
      throw failed(database.uri().database(), e);
    }
    return new DatabaseCopies(database, name);
  }

  /** One more copy. */
  Copy next() {
    String name = snapshot + "_" + copies.incrementAndGet();
    try {
      copy(original, name, snapshot);
    } catch (SQLException e) {
      throw failed(snapshot, e);
    }
    return new Copy(original.named(name));
  }

  /** The database of one test; dropped when JUnit closes it, whoever is connected. */
  @SuppressWarnings("deprecation") // JUnit before 5.13 closes no other AutoCloseable.
  record Copy(NeonDatabase database) implements CloseableResource, AutoCloseable {

    @Override
    public void close() {
      String name = database.uri().database();
      try {
        String drop = "DROP DATABASE " + quoted(name) + " WITH (FORCE)";
        InUse.outlast(() -> execute(database, drop), () -> true);
      } catch (SQLException e) {
        LOG.warn("Database {} stays until its branch is deleted: {}", name, e.getMessage());
      }
    }
  }

  private static void copy(NeonDatabase branch, String name, String template) throws SQLException {
    String create = "CREATE DATABASE " + quoted(name) + " TEMPLATE " + quoted(template);
    InUse.outlast(() -> execute(branch, create), () -> sessions(branch, template) == 0);
  }

  private static int sessions(NeonDatabase branch, String database) throws SQLException {
    try (Connection connection = branch.named("postgres").dataSource().getConnection();
        PreparedStatement question = connection.prepareStatement(SESSIONS)) {
      question.setString(1, database);
      try (ResultSet count = question.executeQuery()) {
        return count.next() ? count.getInt(1) : 0;
      }
    }
  }

  /** From the database that every branch has: one cannot be copied or dropped from inside. */
  private static void execute(NeonDatabase branch, String sql) throws SQLException {
    try (Connection connection = branch.named("postgres").dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static NeonBranchException failed(String database, SQLException e) {
    return new NeonBranchException(
        "Database " + database + " cannot be copied for a test: " + e.getMessage(), e);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
