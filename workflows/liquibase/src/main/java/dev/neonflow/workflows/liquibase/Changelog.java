package dev.neonflow.workflows.liquibase;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.RuntimeEnvironment;
import liquibase.change.core.ExecuteShellCommandChange;
import liquibase.changelog.ChangeLogHistoryService;
import liquibase.changelog.ChangeLogIterator;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.RanChangeSet;
import liquibase.changelog.filter.ChangeSetFilter;
import liquibase.changelog.filter.ChangeSetFilterResult;
import liquibase.changelog.filter.ContextChangeSetFilter;
import liquibase.changelog.filter.DbmsChangeSetFilter;
import liquibase.changelog.filter.IgnoreChangeSetFilter;
import liquibase.changelog.filter.LabelChangeSetFilter;
import liquibase.changelog.filter.ShouldRunChangeSetFilter;
import liquibase.changelog.visitor.ChangeSetVisitor;
import liquibase.changelog.visitor.UpdateVisitor;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DatabaseChangelogCommandStep;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;
import org.jspecify.annotations.Nullable;

/**
 * A changelog and the database it is for. Liquibase's command {@code update} does the same, but
 * waits for locks and tells what it does in ways that cannot be turned off.
 */
final class Changelog {

  private final Session session;
  private final DatabaseChangeLog files;
  private final Contexts contexts;
  private final LabelExpression labels;

  private Changelog(String file, Session session) throws Exception {
    this.session = session;
    CommandScope settings = new CommandScope(UpdateCommandStep.COMMAND_NAME);
    this.contexts = new Contexts(settings.getArgumentValue(UpdateCommandStep.CONTEXTS_ARG));
    this.labels =
        new LabelExpression(settings.getArgumentValue(UpdateCommandStep.LABEL_FILTER_ARG));
    Parameters parameters = new Parameters(session);
    parameters.setContexts(contexts);
    parameters.setLabels(labels);
    this.files = DatabaseChangelogCommandStep.getDatabaseChangeLog(file, parameters, session);
  }

  /**
   * Reads one. What it includes makes Liquibase create its history unless the session only reads.
   */
  static Changelog read(String file, Session session) throws Exception {
    return new Changelog(file, session);
  }

  /** How people name a change set. */
  static String name(ChangeSet change) {
    return change.getId() + "::" + change.getAuthor();
  }

  DatabaseChangeLog files() {
    return files;
  }

  /** What was applied, the oldest first. */
  List<RanChangeSet> applied() throws LiquibaseException {
    return session.history().getRanChangeSets();
  }

  /** The tag of what was applied last, or its id if it has none; null if nothing was. */
  @Nullable String version() throws LiquibaseException {
    session.history().reset();
    List<RanChangeSet> all = applied();
    if (all.isEmpty()) {
      return null;
    }
    RanChangeSet last = all.get(all.size() - 1);
    return last.getTag() == null ? last.getId() : last.getTag();
  }

  /** What today's contexts and labels choose, applied or not. */
  List<ChangeSet> chosen() throws LiquibaseException {
    List<ChangeSet> found = new ArrayList<>();
    iterator().run(new Collector(found), environment());
    return found;
  }

  /**
   * Holds what was applied against the files, as Liquibase does before it applies anything.
   *
   * @throws liquibase.exception.ValidationFailedException if they do not fit
   */
  void validate() throws LiquibaseException {
    files.validate(session, contexts, labels);
  }

  /** What would be applied now, in its order. */
  List<ChangeSet> pending() throws LiquibaseException {
    List<ChangeSet> found = new ArrayList<>();
    iterator(new ShouldRunChangeSetFilter(session)).run(new Collector(found), environment());
    return found;
  }

  /**
   * Applies it. The changelog's lock is held.
   *
   * @param watch is told of each change set
   */
  List<MigrationReport.Applied> update(MigrationWatch watch) throws Exception {
    ChangeLogHistoryService history = session.history();
    history.init();
    history.upgradeChecksums(files, contexts, labels);
    validate();
    for (ChangeSet change : pending()) {
      requireNoProgram(change);
    }
    boolean fresh = applied().isEmpty();
    Progress progress = new Progress(watch);
    ChangeSetFilter notYet = new ShouldRunChangeSetFilter(session);
    UpdateVisitor update = new UpdateVisitor(session, progress, (ShouldRunChangeSetFilter) notYet);
    try {
      iterator().run(update, environment());
    } catch (LiquibaseException e) {
      throw progress.failed(fresh, e);
    }
    return progress.applied();
  }

  /** Its environment would be this process's, with all that is secret. */
  private static void requireNoProgram(ChangeSet change) {
    if (change.getChanges().stream().anyMatch(ExecuteShellCommandChange.class::isInstance)) {
      throw PreconditionException.usage(
          name(change) + " runs a program (executeCommand), which is not done in this process",
          "run Liquibase itself: --migrate \"liquibase update --changelog-file FILE\"");
    }
  }

  private ChangeLogIterator iterator(ChangeSetFilter... more) {
    List<ChangeSetFilter> filters =
        new ArrayList<>(
            List.of(
                new ContextChangeSetFilter(contexts),
                new LabelChangeSetFilter(labels),
                new DbmsChangeSetFilter(session),
                new IgnoreChangeSetFilter()));
    filters.addAll(List.of(more));
    return new ChangeLogIterator(files, filters.toArray(ChangeSetFilter[]::new));
  }

  private RuntimeEnvironment environment() {
    return new RuntimeEnvironment(session, contexts, labels);
  }

  private record Collector(List<ChangeSet> found) implements ChangeSetVisitor {
    @Override
    public Direction getDirection() {
      return Direction.FORWARD;
    }

    @Override
    public void visit(
        ChangeSet change,
        DatabaseChangeLog changelog,
        Database database,
        Set<ChangeSetFilterResult> reasons) {
      found.add(change);
    }
  }
}
