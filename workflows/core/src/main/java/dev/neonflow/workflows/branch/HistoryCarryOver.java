package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchState;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a branch that has its parent's schema only the parent's history of migrations, too: without
 * it a tool would apply to the schema again what is in it.
 *
 * <p>The history must be that of the schema. So it is read before the branch is created, a digest
 * of it is noted on the branch, and it is read again once the branch is there: if it is not the
 * same, the parent was migrated meanwhile, nobody knows which migrations the schema has, and the
 * branch is made anew. The note stays, so that a run that was killed in between is mended by the
 * next one, with the same check. A history that has rows is never written to.
 */
final class HistoryCarryOver {

  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final BranchSpec spec;
  private final List<HistoryTable> tables;
  private final StepContext context;

  /**
   * For one branch.
   *
   * @param tool what migrates it, or null if nothing does
   */
  HistoryCarryOver(@Nullable BranchHistory tool, BranchSpec spec, StepContext context) {
    this.tables = tool == null ? List.of() : tool.tables();
    this.spec = spec;
    this.context = context;
  }

  /**
   * What a branch to be created gets from its parent; null if it is created with it, or if no tool
   * tells its tables.
   *
   * @param parent the one that was asked for; null is the project's default branch
   */
  @Nullable ParentHistory ofParent(@Nullable Branch parent) {
    if (spec.data() != BranchData.SCHEMA_ONLY || tables.isEmpty()) {
      return null;
    }
    return new ParentHistory(real(parent), spec.databaseChoice(), tables, context);
  }

  /** The branch that a new one comes from; one request where none was asked for. */
  Branch real(@Nullable Branch parent) {
    return parent == null ? defaultBranch() : parent;
  }

  private Branch defaultBranch() {
    return BranchLookup.list(null, context).stream()
        .map(AnnotatedBranch::branch)
        .filter(Branch::isDefault)
        .findFirst()
        .orElseThrow(
            () ->
                PreconditionException.state(
                    "the project has no default branch to start from",
                    "name the parent (--parent)",
                    null));
  }

  /**
   * Completes a branch that was just created.
   *
   * @param before what was read before, and noted on the branch
   * @throws GoneMeanwhileException if the branch was deleted, to be made anew
   */
  BranchRef complete(AnnotatedBranch created, BranchRef ref, ParentHistory before) {
    return complete(created, ref, before, before.readNow());
  }

  /**
   * Completes a branch that is there, if an earlier run could not; else does nothing.
   *
   * @throws GoneMeanwhileException if the branch was deleted, to be made anew
   */
  BranchRef complete(AnnotatedBranch there, BranchRef ref) {
    if (!concerns(there)) {
      return ref;
    }
    awaitRest(there.branch());
    if (!lacksHistory(ref)) {
      return ref;
    }
    if (!there.annotations().containsKey(Ownership.HISTORY)) {
      return ref.because(
          ref.reason()
              + "; it was made without its parent's history of migrations, which --on-rerun"
              + " recreate brings");
    }
    Branch parent = PlannedParent.of(there, BranchLookup.list(null, context));
    DatabaseChoice same = new DatabaseChoice(ref.database(), ref.role());
    ParentHistory history = new ParentHistory(parent, same, tables, context);
    return complete(there, ref, history, history.rows());
  }

  /** Whether a branch that is there will be completed. Reads only. */
  boolean isDue(AnnotatedBranch there, KnownBranch known) {
    return concerns(there)
        && there.annotations().containsKey(Ownership.HISTORY)
        && lacksHistory(known.asItIs());
  }

  private boolean concerns(AnnotatedBranch there) {
    return there.branch().initSource() == InitSource.SCHEMA_ONLY && !tables.isEmpty();
  }

  private BranchRef complete(
      AnnotatedBranch branch, BranchRef ref, ParentHistory history, HistoryRows now) {
    if (!now.digest().equals(branch.annotations().get(Ownership.HISTORY))) {
      String what =
          "branch "
              + ref.name()
              + " has not the schema of "
              + history.parentName()
              + ", which was migrated before its history was carried over";
      context.progress(what + ": deleting it", -1);
      DeleteBranch.delete(branch, context);
      throw new GoneMeanwhileException(what);
    }
    if (now.count() == 0) {
      return ref;
    }
    boolean written = ask(ref, write -> write.write(now));
    return written ? ref.because(ref.reason() + "; " + words(history, now)) : ref;
  }

  /** What comes from the parent, for people. */
  static String words(ParentHistory history, HistoryRows rows) {
    return rows.count()
        + (rows.count() == 1 ? " row of " : " rows of ")
        + rows.names()
        + " from "
        + history.parentName();
  }

  private boolean lacksHistory(BranchRef ref) {
    return ask(ref, write -> write.isWanted(tables));
  }

  /** One that is still being made has no tables yet. */
  private void awaitRest(Branch listed) {
    Instant end = context.clock().instant().plus(READY_WITHIN);
    Branch branch = listed;
    while (branch.currentState() != BranchState.READY || branch.pendingState() != null) {
      context.cancel().throwIfCancelled();
      if (!context.clock().instant().isBefore(end)) {
        throw new ConnectionLostException(
            "branch "
                + listed.name()
                + " did not come about within "
                + Durations.words(READY_WITHIN),
            "run again; if it stays so, delete the branch",
            null);
      }
      context.pause(PAUSE);
      branch = context.neon().branches().get(context.subject().projectId(), listed.id()).branch();
    }
  }

  private boolean ask(BranchRef ref, Question question) {
    try (Connection connection = Jdbc.open(context.connection(ref).direct())) {
      CancelToken.Registration abortion = AwaitReady.abortOnCancel(connection, context);
      try {
        Fence.verify(connection, ref, context);
        return question.ask(new HistoryWrite(connection));
      } finally {
        abortion.close();
      }
    } catch (SQLException e) {
      context.cancel().throwIfCancelled();
      String what =
          "the history of migrations could not be carried over to branch "
              + ref.name()
              + ": "
              + AwaitReady.firstLine(e);
      throw AwaitReady.isFinal(e)
          ? PreconditionException.state(
              what, "name the role that migrates the parent (--role), then run again", e)
          : new ConnectionLostException(what, "run the same command again", e);
    }
  }

  private interface Question {
    boolean ask(HistoryWrite write) throws SQLException;
  }
}
