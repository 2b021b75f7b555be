package dev.neonflow.workflows.migrate.restore;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.ProductionRestore;
import dev.neonflow.workflows.branch.RestorePoints;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks production after it went back: that the connection details of before lead to it, and that
 * its tables hold what the restore point's do. Applications write again at once, so tables that
 * differ are said and no failure.
 *
 * @param exactUpTo as in {@link AssessRollback}
 */
public record VerifyRollback(long exactUpTo) implements Step<RollbackCheck> {

  @Override
  public Key<RollbackCheck> output() {
    return RollbackCheck.KEY;
  }

  @Override
  public Set<Key<?>> requires() {
    return Set.of(BranchRef.KEY, RollbackLoss.KEY, RolledBack.KEY);
  }

  @Override
  public String describe() {
    return "check that production answers as before and equals the restore point";
  }

  /** There is nothing that it made. */
  @Override
  public boolean undoable(@Nullable RollbackCheck output) {
    return false;
  }

  @Override
  public String dryRun(StepContext context) {
    return context.connections().foreseesNothingToDo()
        ? "would check that production answers as before, and do nothing else"
        : "would " + describe();
  }

  @Override
  public RollbackCheck run(StepContext context) {
    BranchRef production = context.get(BranchRef.KEY);
    RollbackLoss loss = context.get(RollbackLoss.KEY);
    ConnectionUris uris = context.connection(production);
    ConnectionUri anew = ProductionRestore.askedAnew(production, context);
    if (!anew.direct().uri().reveal().equals(uris.direct().uri().reveal())) {
      throw PreconditionException.state(
          "the connection details of "
              + production.name()
              + " changed with the restore: it was at "
              + uris.direct().host()
              + " and is at "
              + anew.host(),
          "give the application the new ones: Neon's console, Connect",
          null);
    }
    ProductionRestore.awaitAnswer(production, context);
    String id = loss.pointId();
    return RestorePoints.read(production, context).all().stream()
        .filter(point -> point.id().equals(id) && !loss.isDone())
        .findFirst()
        .map(point -> Comparing.compare(production, uris, point, exactUpTo, context).difference())
        .map(
            found ->
                new RollbackCheck(
                    production.host(),
                    true,
                    found.unchanged(),
                    RollbackLoss.someTables(found.tables())))
        .orElseGet(() -> new RollbackCheck(production.host(), false, 0, List.of()));
  }
}
