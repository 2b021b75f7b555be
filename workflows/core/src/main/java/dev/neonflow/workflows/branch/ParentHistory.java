package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The history of migrations that a branch's parent has. The parent may be production: it is read in
 * sessions that cannot write, and where it is appears in no message.
 */
final class ParentHistory {

  private final Branch parent;
  private final ConnectionUri uri;
  private final List<HistoryTable> tables;
  private final StepContext context;
  private final HistoryRows rows;

  /** Reads it; the tables may not be there. */
  ParentHistory(
      Branch parent, DatabaseChoice database, List<HistoryTable> tables, StepContext context) {
    this.parent = parent;
    this.uri = database.uri(parent.id(), context).direct();
    this.tables = tables;
    this.context = context;
    this.rows = readNow();
  }

  String parentName() {
    return parent.name();
  }

  /** As it was read first. */
  HistoryRows rows() {
    return rows;
  }

  /** As it is now. */
  HistoryRows readNow() {
    context.progress("reading the history of migrations of " + parent.name(), -1);
    try {
      return AwaitReady.ask(this::read, context);
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private HistoryRows read() throws SQLException {
    try (Connection connection = Jdbc.openToRead(uri)) {
      CancelToken.Registration abortion = AwaitReady.abortOnCancel(connection, context);
      try {
        return HistoryRows.read(connection, tables);
      } finally {
        abortion.close();
      }
    }
  }

  /** What the driver says when it finds no way to the server names the server. */
  private NeonflowException refused(SQLException e) {
    String state = e.getSQLState();
    String what = "the history of migrations of branch " + parent.name() + " cannot be read";
    if (!AwaitReady.isFinal(e)) {
      return new ConnectionLostException(
          what + ": its database did not answer (SQLSTATE " + state + ")",
          "run again; if it stays so, look at the branch's compute in Neon's console",
          null);
    }
    return PreconditionException.state(
        what + " as role " + uri.role() + ": " + AwaitReady.firstLine(e),
        "let the role read it, or name the one that migrates that branch (--role)",
        null);
  }
}
