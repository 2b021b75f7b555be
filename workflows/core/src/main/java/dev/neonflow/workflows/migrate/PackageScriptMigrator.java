package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.PreconditionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A script of {@code package.json}: {@code npm run db:migrate}, or with {@code pnpm} or {@code
 * yarn}, by the lock file that is there. It reads {@code DATABASE_URL}. What it applied is known if
 * the project is one of Drizzle or Prisma. Our lock is held while it runs.
 *
 * @param directory the project's
 * @param script the script's name
 * @param manager who runs it, or null for whose lock file is there
 */
public record PackageScriptMigrator(Path directory, String script, @Nullable PackageManager manager)
    implements ToolCommand {

  /** Refuses names that would be taken for options. */
  public PackageScriptMigrator {
    if (script.isBlank() || script.startsWith("-")) {
      throw PreconditionException.usage(
          "\"" + script + "\" is no script of a package.json", "name the script");
    }
  }

  /** A script, for example {@code run("db:migrate")}. */
  public static PackageScriptMigrator run(String script) {
    return new PackageScriptMigrator(Path.of(""), script, null);
  }

  /** The same of a project in another directory than this process's. */
  public PackageScriptMigrator in(Path otherDirectory) {
    return new PackageScriptMigrator(otherDirectory, script, manager);
  }

  /** The same by another package manager than the lock file's. */
  public PackageScriptMigrator with(PackageManager packageManager) {
    return new PackageScriptMigrator(directory, script, packageManager);
  }

  @Override
  public String tool() {
    return packageManager().command() + " run " + script;
  }

  @Override
  public String describe() {
    return "`" + tool() + "`";
  }

  @Override
  public Invocation invocation() {
    return new Invocation(packageManager().run(script), directory, false, true);
  }

  private PackageManager packageManager() {
    return manager == null ? PackageManager.of(directory) : manager;
  }

  @Override
  public Optional<ToolHistory> knownHistory() {
    boolean drizzle =
        DrizzleFiles.CONFIGS.stream().anyMatch(name -> Files.exists(directory.resolve(name)));
    Path journal = DrizzleFiles.directory(directory, null).resolve("meta/_journal.json");
    if (drizzle && Files.isRegularFile(journal)) {
      return Optional.of(new DrizzleHistory(DrizzleFiles.read(directory, null)));
    }
    return Files.isDirectory(PrismaFiles.directory(directory))
        ? Optional.of(new PrismaHistory(PrismaFiles.read(directory)))
        : Optional.empty();
  }
}
