package dev.neonflow.workflows.liquibase;

import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.internal.Causes;
import dev.neonflow.workflows.internal.SqlWords;
import dev.neonflow.workflows.internal.redaction.Redactor;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.TargetDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import liquibase.exception.ChangeLogParseException;
import liquibase.exception.PreconditionErrorException;
import liquibase.exception.PreconditionFailedException;
import liquibase.exception.ValidationFailedException;

/**
 * Says in our words why Liquibase failed. Neither SQL nor the values of rows are repeated: reports
 * go to places where more people read than may read the database.
 */
final class LiquibaseFailure {
  private static final int LINES = 2;
  private static final String DUPLICATE_TABLE = "42P07";

  /** What follows says what the checksums were. */
  private static final Pattern CHECKSUMS = Pattern.compile(" was: .*");

  /** Liquibase puts the statement after what the database said, and types before messages. */
  private static final Pattern NOISE =
      Pattern.compile("\\[Failed SQL.*|\\b(?:[a-z0-9]+\\.)+\\w*Exception: ");

  private final MigrationTarget target;
  private final TargetDatabase database;
  private final Redactor redactor;

  LiquibaseFailure(MigrationTarget target, TargetDatabase database) {
    this.target = target;
    this.database = database;
    this.redactor = Redactor.of(target.direct(), target.pooled());
  }

  NeonflowException translated(Exception e) {
    Optional<NeonflowException> ours = Causes.first(e, NeonflowException.class);
    if (ours.isPresent()) {
      return ours.get();
    }
    if (TargetDatabase.isLost(e)) {
      return database.lost(Causes.withoutWords(e));
    }
    Optional<Progress.Failure> failure = Causes.first(e, Progress.Failure.class);
    if (failure.isPresent()) {
      return refused(failure.get().where() + " failed: " + said(e), next(failure.get()), e);
    }
    Optional<ValidationFailedException> invalid = Causes.first(e, ValidationFailedException.class);
    if (invalid.isPresent()) {
      return invalid(invalid.get(), e);
    }
    return refused("Liquibase failed: " + said(e), "correct what it says and run again", e);
  }

  /** The same, of a question: what the database refuses says nothing about the changelog. */
  NeonflowException translatedQuestion(Exception e) {
    NeonflowException told = translated(e);
    Optional<SQLException> refusal = Causes.first(e, SQLException.class);
    return told instanceof MigrationFailedException && refusal.isPresent()
        ? PreconditionException.state(
            "the database refused a question of Liquibase: "
                + redactor.redact(SqlWords.of(refusal.get())),
            "check the database and the role of this run",
            Causes.withoutWords(e))
        : told;
  }

  private String next(Progress.Failure failure) {
    boolean exists =
        Causes.first(failure, SQLException.class)
            .filter(e -> DUPLICATE_TABLE.equals(e.getSQLState()))
            .isPresent();
    return failure.isFirst() && exists
        ? "the tables are there, but no history of Liquibase that says which change sets made them:"
            + " if the changelog is what they are, say so once to the database that this branch"
            + " comes from (liquibase changelog-sync); else begin with an empty database"
        : database.afterFailure();
  }

  private NeonflowException invalid(ValidationFailedException invalid, Exception e) {
    List<String> changed = invalid.getInvalidMD5Sums();
    if (changed.isEmpty()) {
      return refused("the changelog is not valid: " + said(e), "correct it and run again", e);
    }
    String first = CHECKSUMS.matcher(changed.get(0)).replaceFirst("");
    int more = changed.size() - 1;
    return refused(
        "the changelog does not fit the history of branch "
            + target.branch().name()
            + ": "
            + first
            + " was changed after it was applied"
            + (more == 0 ? "" : ", and " + more + " more"),
        "a change set that was applied must not change: restore it and add a new one"
            + database.startAnew().map(anew -> "; or " + anew).orElse(""),
        e);
  }

  private MigrationFailedException refused(String message, String next, Exception e) {
    return new MigrationFailedException(redactor.redact(message), next, Causes.withoutWords(e));
  }

  private static String said(Exception e) {
    Optional<SQLException> sql = Causes.first(e, SQLException.class);
    if (sql.isPresent()) {
      return SqlWords.of(sql.get());
    }
    if (Causes.first(e, PreconditionFailedException.class).isPresent()
        || Causes.first(e, PreconditionErrorException.class).isPresent()) {
      return "a precondition does not hold";
    }
    return shortened(e);
  }

  /**
   * The first lines of what says where a changelog cannot be read, else of the innermost error,
   * which is the one that is not about others.
   */
  private static String shortened(Exception e) {
    Optional<ChangeLogParseException> unreadable = Causes.first(e, ChangeLogParseException.class);
    Throwable innermost = unreadable.isPresent() ? unreadable.get() : Causes.innermost(e);
    String message = innermost.getMessage() == null ? "" : innermost.getMessage();
    List<String> lines =
        message
            .lines()
            .map(line -> NOISE.matcher(line).replaceAll("").strip())
            .filter(line -> !line.isEmpty())
            .toList();
    return lines.isEmpty()
        ? innermost.getClass().getSimpleName()
        : String.join(" ", lines.subList(0, Math.min(LINES, lines.size())));
  }
}
