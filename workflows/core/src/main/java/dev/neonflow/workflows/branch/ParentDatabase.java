package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The database of the branch that another one was made from. It may be production's: it is asked in
 * sessions that cannot write, and where it is appears in no message.
 */
public final class ParentDatabase {

  private ParentDatabase() {}

  /** Something to ask. */
  public interface Question<T> {
    /** Asks. */
    T ask(Connection connection) throws SQLException;
  }

  /** The answer; empty if the parent is not there, or does not answer. At most four requests. */
  public static <T> Optional<T> ask(BranchRef branch, StepContext context, Question<T> question) {
    context.progress("asking the parent of branch " + branch.name(), -1);
    try {
      List<AnnotatedBranch> all = BranchLookup.list(null, context);
      Optional<AnnotatedBranch> there =
          all.stream().filter(one -> one.branch().id().equals(branch.branchId())).findFirst();
      if (there.isEmpty()) {
        return Optional.empty();
      }
      Branch parent = PlannedParent.of(there.get(), all);
      ConnectionUri uri =
          new DatabaseChoice(branch.database(), branch.role()).uri(parent.id(), context).direct();
      return Optional.of(AwaitReady.ask(() -> answer(uri, context, question), context));
    } catch (NeonflowException | SQLException e) {
      context.cancel().throwIfCancelled();
      LoggerFactory.getLogger(ParentDatabase.class)
          .debug("the parent of branch {} does not tell: {}", branch.name(), e.getClass());
      return Optional.empty();
    }
  }

  private static <T> T answer(ConnectionUri uri, StepContext context, Question<T> question)
      throws SQLException {
    try (Connection connection = Jdbc.openToRead(uri)) {
      CancelToken.Registration abortion = AwaitReady.abortOnCancel(connection, context);
      try {
        return question.ask(connection);
      } finally {
        abortion.close();
      }
    }
  }
}
