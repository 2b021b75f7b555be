package dev.neonflow.workflows.migrate.diff;

import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NeonInterruptedException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.HistoryTable;
import dev.neonflow.workflows.migrate.diff.SchemaDiff.Basis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what the branch's schema differs in from what it was made of: the branch's own changes, none
 * of those that its parent got meanwhile. Only reads, with Neon's API; that it cannot be told fails
 * no run.
 *
 * @param without tables to leave out: those in which migration tools keep their history
 * @param file gets the whole difference as a patch; null for none
 */
public record SchemaDiffStep(List<HistoryTable> without, @Nullable Path file)
    implements Step<SchemaDiff> {

  private static final Logger log = LoggerFactory.getLogger(SchemaDiffStep.class);

  /** Copies the list. */
  public SchemaDiffStep {
    without = List.copyOf(without);
  }

  @Override
  public Key<SchemaDiff> output() {
    return SchemaDiff.KEY;
  }

  @Override
  public Set<Key<?>> requires() {
    return Set.of(BranchRef.KEY);
  }

  @Override
  public String describe() {
    return "compare the schema with the parent's" + (file == null ? "" : ", into " + file);
  }

  /** It makes nothing. */
  @Override
  public boolean undoable(@Nullable SchemaDiff output) {
    return false;
  }

  @Override
  public SchemaDiff run(StepContext context) {
    BranchRef branch = context.get(BranchRef.KEY);
    try {
      return compared(branch, new SchemaSource(branch, context).read());
    } catch (NeonInterruptedException e) {
      throw e;
    } catch (RuntimeException e) {
      context.cancel().throwIfCancelled();
      if (!(e instanceof NeonException || e instanceof PreconditionException)) {
        log.warn("The schema of {} cannot be compared", branch.name(), e);
      }
      return SchemaDiff.impossible(
          branch.parent(), SchemaText.shown(String.valueOf(e.getMessage())));
    }
  }

  private SchemaDiff compared(BranchRef branch, SchemaSource.Dumps dumps) {
    Catalog ours = catalog(dumps.ours());
    Catalog theirs = catalog(dumps.theirs());
    String base = dumps.base();
    SchemaComparison comparison =
        SchemaComparison.of(
            dumps.parent(),
            branch.name(),
            base == null ? theirs : catalog(base),
            ours,
            base == null ? null : theirs);
    SchemaDiff diff =
        comparison.bounded(
            base == null ? Basis.TWO_WAY : Basis.THREE_WAY, dumps.parent(), dumps.note());
    return file == null ? diff : kept(diff, comparison.unified(), file.toAbsolutePath());
  }

  private static SchemaDiff kept(SchemaDiff diff, List<String> lines, Path place) {
    try {
      Path directory = place.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      Files.write(place, lines);
      return diff.in(place.toString());
    } catch (IOException e) {
      return diff.noting("it could not be written to " + place + ": " + e.getMessage());
    }
  }

  private Catalog catalog(String dump) {
    return Catalog.of(dump).without(this::isLeftOut);
  }

  private boolean isLeftOut(ObjectId root) {
    return root.kind().equals(ObjectId.TABLE)
        && without.stream().anyMatch(table -> isNamed(table, root));
  }

  private static boolean isNamed(HistoryTable table, ObjectId root) {
    List<String> names =
        Lexer.tokens(root.name()).stream()
            .filter(Token::isName)
            .map(SchemaDiffStep::unquoted)
            .toList();
    return names.get(names.size() - 1).equals(table.name())
        && (table.schema() == null || names.size() < 2 || names.get(0).equals(table.schema()));
  }

  /** A name as it is without quotes. */
  private static String unquoted(Token name) {
    String text = name.text();
    return name.kind() == Token.Kind.QUOTED_NAME && text.length() > 1
        ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
        : text;
  }
}
