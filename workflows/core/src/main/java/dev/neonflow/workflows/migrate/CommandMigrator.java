package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.PreconditionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
    implements ToolCommand {

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
  public Invocation invocation() {
    return new Invocation(argv, directory, shell, false);
  }

  @Override
  public Optional<ToolHistory> knownHistory() {
    return Optional.empty();
  }
}
