package dev.neonflow.workflows.migrate.rehearsal;

import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.Fence;
import dev.neonflow.workflows.branch.HistoryTable;
import dev.neonflow.workflows.internal.Jdbc;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.rehearsal.LockLedger.TableLock;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * Looks at a database from beside, in statements that each are a transaction of their own, so that
 * nothing waits for it. Only reads. Thread-safe.
 */
final class SecondSession implements AutoCloseable {

  /** Sizes cannot be asked for while somebody keeps a table for himself. */
  private static final String NO_LONG_WAIT = "set lock_timeout = '500ms'";

  /**
   * Nothing waits for a SIReadLock, by which serializable transactions know what they read. Neon
   * looks after a compute as cloud_admin.
   */
  private static final String HELD =
      "select a.pid, l.relation::bigint, l.mode from pg_stat_activity a"
          + " left join pg_locks l on l.pid = a.pid and l.locktype = 'relation' and l.granted"
          + " and l.database = a.datid and l.mode <> 'SIReadLock'"
          + " where a.backend_type = 'client backend' and a.datname = current_database()"
          + " and a.pid <> pg_backend_pid() and a.usename is distinct from 'cloud_admin'";

  private static final String HELD_BY_ONE =
      "select pid, relation::bigint, mode from pg_locks where pid = ? and locktype = 'relation'"
          + " and granted and mode <> 'SIReadLock'"
          + " and database = (select oid from pg_database where datname = current_database())";

  private static final String TABLES =
      "select c.oid::bigint, n.nspname, c.relname from pg_class c"
          + " join pg_namespace n on n.oid = c.relnamespace"
          + " where c.relkind in ('r', 'p', 'm', 'v', 'f') and c.relpersistence <> 't'"
          + " and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'";

  private static final String FILES =
      "select oid::bigint, relfilenode::bigint from pg_class where oid = any (?)";

  /** Each costs a look at some files; of very many tables the largest are looked at. */
  private static final String SIZES =
      "select oid::bigint, pg_total_relation_size(oid) from pg_class where oid = any (?)"
          + " order by relpages desc limit 2000";

  private static final String WAL = "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn";

  /** From PostgreSQL 14 on. */
  private static final String SESSIONS =
      "select sessions from pg_stat_database where datname = current_database()";

  private final Connection connection;
  private final CancelToken.Registration abortion;

  private SecondSession(Connection connection, CancelToken.Registration abortion) {
    this.connection = connection;
    this.abortion = abortion;
  }

  static SecondSession open(MigrationTarget target, StepContext context) throws SQLException {
    Connection connection = Jdbc.openToRead(target.direct());
    boolean ready = false;
    try {
      Fence.verify(connection, target.branch(), context);
      try (Statement statement = connection.createStatement()) {
        statement.execute(NO_LONG_WAIT);
      }
      CancelToken.Registration abortion = context.cancel().onCancel(() -> abort(connection));
      ready = true;
      return new SecondSession(connection, abortion);
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LoggerFactory.getLogger(SecondSession.class)
          .debug("could not abort a connection: {}", e.getMessage());
    }
  }

  /** The names of all tables and views by their oids, without those of the tool's own notes. */
  synchronized Map<Long, String> tables(List<HistoryTable> notes) throws SQLException {
    Map<Long, String> tables = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        String schema = rows.getString(2);
        String name = rows.getString(3);
        if (notes.stream().noneMatch(note -> isNote(note, schema, name))) {
          tables.put(rows.getLong(1), schema.equals("public") ? name : schema + "." + name);
        }
      }
    }
    return tables;
  }

  private static boolean isNote(HistoryTable note, String schema, String name) {
    return note.name().equals(name) && (note.schema() == null || note.schema().equals(schema));
  }

  /** What one backend holds. */
  synchronized Set<TableLock> heldBy(int backend) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HELD_BY_ONE)) {
      statement.setInt(1, backend);
      return held(statement).getOrDefault(backend, Set.of());
    }
  }

  /** What each backend of this database holds; those that hold nothing are there, too. */
  synchronized Map<Integer, Set<TableLock>> held() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HELD)) {
      return held(statement);
    }
  }

  private static Map<Integer, Set<TableLock>> held(PreparedStatement statement)
      throws SQLException {
    Map<Integer, Set<TableLock>> held = new HashMap<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Set<TableLock> own = held.computeIfAbsent(rows.getInt(1), unused -> new HashSet<>());
        String mode = rows.getString(3);
        if (mode != null) {
          own.add(new TableLock(rows.getLong(2), LockMode.of(mode)));
        }
      }
    }
    return held;
  }

  /** Where the rows of these tables are; of those that are there. */
  synchronized Map<Long, Long> files(Collection<Long> tables) throws SQLException {
    return byTable(FILES, tables);
  }

  /** How large these tables are, in bytes; of those that are there. */
  synchronized Map<Long, Long> sizes(Collection<Long> tables) throws SQLException {
    try {
      return byTable(SIZES, tables);
    } catch (SQLException e) {
      if (connection.isClosed()) {
        throw e;
      }
      // One is dropped or kept just now.
      return Map.of();
    }
  }

  private Map<Long, Long> byTable(String query, Collection<Long> tables) throws SQLException {
    Map<Long, Long> values = new HashMap<>();
    Array oids = connection.createArrayOf("oid", tables.toArray());
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setArray(1, oids);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.put(rows.getLong(1), rows.getLong(2));
        }
      }
    }
    return values;
  }

  /** How much was ever written to the write-ahead log, in bytes. */
  synchronized long wal() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(WAL)) {
      row.next();
      return row.getBigDecimal(1).longValue();
    }
  }

  /** How many sessions this database ever had, however short. */
  synchronized long sessions() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SESSIONS)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    abortion.close();
    connection.close();
  }
}
