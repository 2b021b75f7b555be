package dev.neonflow.examples;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Set;

// region typed-step
/** Counts the rows of a table of the branch. */
public record CountRows(String table) implements Step<CountRows.Counted> {

  /** What it puts out: small, and without secrets. */
  public record Counted(String table, long rows) {
    public static final Key<Counted> KEY = new Key<>("count-rows", Counted.class);
  }

  @Override
  public Key<Counted> output() {
    return Counted.KEY;
  }

  @Override
  public Set<Key<?>> requires() {
    return Set.of(BranchRef.KEY); // a workflow without a branch is refused before it starts
  }

  @Override
  public String describe() {
    return "count the rows of " + table;
  }

  @Override
  public Counted run(StepContext context) throws Exception {
    ConnectionUri uri = context.connection(context.get(BranchRef.KEY)).direct();
    try (Connection db =
            DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal());
        Statement statement = db.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM " + statement.enquoteIdentifier(table, true))) {
      row.next();
      return new Counted(table, row.getLong(1));
    }
  }
}
// end
