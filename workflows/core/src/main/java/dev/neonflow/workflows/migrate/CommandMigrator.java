package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.process.ChildProcess;
import dev.neonflow.workflows.internal.process.Command;
import dev.neonflow.workflows.internal.process.DatabaseEnvironment;
import dev.neonflow.workflows.internal.process.Tail;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Any migration tool, as a child process. It gets {@code DATABASE_URL}, {@code DIRECT_URL} and
 * {@code DATABASE_URL_UNPOOLED} (all direct), {@code DATABASE_URL_POOLED} and the {@code PG*}
 * variables of libpq. It inherits the environment, but neither {@code NEON_API_KEY} nor the tokens
 * of GitHub, Fly and Vercel. Its output becomes the step's progress, with secrets masked.
 *
 * @param argv the program and its arguments; everybody on the machine sees them, so no secrets
 * @param directory where it runs
 * @param shell whether {@code argv} is one line of shell
 */
public record CommandMigrator(List<String> argv, Path directory, boolean shell)
    implements Migrator {
  private static final int SHELL_CANNOT_RUN = 126;
  private static final int SHELL_FOUND_NOTHING = 127;

  /** Copies the list. */
  public CommandMigrator {
    argv = List.copyOf(argv);
    if (argv.isEmpty() || argv.get(0).isBlank()) {
      throw PreconditionException.usage("the migration command is empty", "name a command");
    }
  }

  /** A program with its arguments, for example {@code of("npx", "drizzle-kit", "migrate")}. */
  public static CommandMigrator of(String... argv) {
    return new CommandMigrator(List.of(argv), Path.of(""), false);
  }

  /** A line for {@code sh -c} (on Windows {@code cmd /c}). */
  public static CommandMigrator shell(String line) {
    return new CommandMigrator(List.of(line), Path.of(""), true);
  }

  /** The same, run in another directory than this process's. */
  public CommandMigrator in(Path otherDirectory) {
    return new CommandMigrator(argv, otherDirectory, shell);
  }

  @Override
  public String tool() {
    return "command";
  }

  @Override
  public String describe() {
    return "`" + String.join(" ", argv) + "`";
  }

  @Override
  public MigrationReport migrate(MigrationTarget target, StepContext context) {
    Redactor redactor = Redactor.of(target.direct(), target.pooled());
    Command command =
        new Command(
            shell ? Command.shell(argv.get(0)) : argv,
            directory,
            DatabaseEnvironment.forTools(target.direct(), target.pooled()),
            redactor);
    try (TargetDatabase database = new TargetDatabase(target, context)) {
      checkFence(database);
      long started = System.nanoTime();
      Tail tail = new Tail();
      int exitCode =
          ChildProcess.run(
              command,
              line -> {
                tail.add(line);
                context.progress(line, -1);
              },
              context.cancel(),
              context::heartbeat);
      if (exitCode != 0) {
        throw failure(exitCode, tail, database, redactor);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      return new MigrationReport(tool(), List.of(), null, null, took);
    }
  }

  /** Before the tool can write, a connection of ours says which branch its URL leads to. */
  private static void checkFence(TargetDatabase database) {
    try {
      database.checkFence();
    } catch (SQLException e) {
      throw TargetDatabase.isLost(e) ? database.lost(e) : refused(e);
    }
  }

  private static PreconditionException refused(SQLException e) {
    return PreconditionException.state(
        "the database refused the connection: " + e.getMessage(),
        "check the database and the role of this run",
        e);
  }

  private RuntimeException failure(
      int exitCode, Tail tail, TargetDatabase database, Redactor redactor) {
    String what = redactor.redact(describe());
    boolean nothingRan = exitCode == SHELL_FOUND_NOTHING || exitCode == SHELL_CANNOT_RUN;
    if (shell && nothingRan) {
      return PreconditionException.usage(
          "cannot run " + what + tail.last().map(last -> ": " + last).orElse(""),
          "install the program, or put its directory on PATH");
    }
    try {
      database.checkFence();
    } catch (SQLException e) {
      if (TargetDatabase.isLost(e)) {
        return database.lost(e);
      }
    }
    String output = tail.toString();
    return new MigrationFailedException(
        what
            + " ended with exit code "
            + exitCode
            + (output.isEmpty() ? "; it wrote nothing" : ". It wrote: " + output),
        database.afterFailure(),
        null);
  }
}
