package dev.neonflow.workflows.flyway;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;

/**
 * Says in our words why Flyway failed. Neither SQL nor the values of rows are repeated: reports go
 * to places where more people read than may read the database.
 */
final class FlywayFailure {
  private static final int SENTENCES = 2;
  private static final Pattern OFFENDER = Pattern.compile("^-> .*?([^/\\\\]+) \\(\\w+\\)$");

  /** Lines of Flyway that say nothing of the fault: checksums, its own commands, links. */
  private static final Pattern NOISE =
      Pattern.compile("^$|^-+$|^->|^Validate failed|^Need more|^Either revert|^Please remove|://");

  private final MigrationTarget target;
  private final TargetDatabase database;
  private final Redactor redactor;

  FlywayFailure(MigrationTarget target, TargetDatabase database) {
    this.target = target;
    this.database = database;
    this.redactor = Redactor.of(target.direct(), target.pooled());
  }

  NeonflowException translated(FlywayException e) {
    Optional<NeonflowException> ours = Causes.first(e, NeonflowException.class);
    if (ours.isPresent()) {
      return ours.get();
    }
    if (TargetDatabase.isLost(e)) {
      return database.lost(Causes.withoutWords(e));
    }
    if (e instanceof FlywayMigrateException migrate && migrate.getMigration() != null) {
      return new MigrationFailedException(
          redactor.redact(statement(migrate, migrate.getMigration())),
          database.afterFailure(),
          Causes.withoutWords(e));
    }
    if (e instanceof FlywayValidateException) {
      return new MigrationFailedException(
          "the migrations do not fit the schema history of branch "
              + target.branch().name()
              + ": "
              + redactor.redact(shortened(e)),
          "a migration that was applied must not change: restore it and add a new one"
              + database.startAnew().map(anew -> "; or " + anew).orElse(""),
          Causes.withoutWords(e));
    }
    if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return new MigrationFailedException(
          "branch "
              + target.branch().name()
              + " has tables, but no history of Flyway that says which migrations made them",
          "if they are as migration N leaves them, say so once to the database that this branch comes"
              + " from: flyway baseline -baselineVersion=N; else begin with an empty database",
          Causes.withoutWords(e));
    }
    String said =
        Causes.first(e, SQLException.class).map(SqlWords::of).orElseGet(() -> shortened(e));
    return new MigrationFailedException(
        redactor.redact("Flyway failed: " + said),
        "correct what it says and run again",
        Causes.withoutWords(e));
  }

  /** The same, of a question: what the database refuses says nothing about the migrations. */
  NeonflowException translatedQuestion(FlywayException e) {
    NeonflowException told = translated(e);
    Optional<SQLException> refusal = Causes.first(e, SQLException.class);
    return told instanceof MigrationFailedException && refusal.isPresent()
        ? PreconditionException.state(
            "the database refused a question of Flyway: "
                + redactor.redact(SqlWords.of(refusal.get())),
            "check the database and the role of this run",
            Causes.withoutWords(e))
        : told;
  }

  private String statement(FlywayMigrateException e, MigrationInfo migration) {
    String version =
        migration.getVersion() == null ? "repeatable" : "version " + migration.getVersion();
    String line = e.getLineNumber() > 0 ? " at line " + e.getLineNumber() : "";
    String said =
        Causes.first(e, SQLException.class).map(SqlWords::of).orElseGet(() -> shortened(e));
    return migration.getScript() + " (" + version + ") failed" + line + ": " + said;
  }

  /** The first two sentences that say what is wrong; no advice, no advertisement. */
  private static String shortened(Exception e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    List<String> said =
        message.lines().map(String::strip).filter(line -> !NOISE.matcher(line).find()).toList();
    return said.isEmpty()
        ? e.getClass().getSimpleName()
        : String.join(". ", said.subList(0, Math.min(SENTENCES, said.size()))) + offenders(message);
  }

  /** The files that Flyway lists where two are for one version. */
  private static String offenders(String message) {
    if (!message.contains("Offenders:")) {
      return "";
    }
    return message
        .lines()
        .map(OFFENDER::matcher)
        .filter(Matcher::find)
        .map(offender -> offender.group(1))
        .collect(Collectors.joining(", ", " ", ""));
  }
}
