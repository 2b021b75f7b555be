package dev.neonflow.workflows.migrate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Drizzle Kit, {@code drizzle-kit migrate}, run by the project's package manager: {@code npx},
 * {@code pnpm exec} or {@code yarn run}, by the lock file that is there. Its configuration reads
 * {@code DATABASE_URL}. Drizzle has no lock, so ours is held while it runs; it applies all that is
 * new in one transaction. A migration that it would silently skip is refused, and where it fails
 * without a word the reason is found out.
 *
 * @param directory the project's
 * @param config the configuration file in it, or null for {@code drizzle.config.ts} or the like
 */
public record DrizzleMigrator(Path directory, @Nullable String config) implements ToolCommand {

  /** A project in a directory, for example {@code in(Path.of(""))}. */
  public static DrizzleMigrator in(Path directory) {
    return new DrizzleMigrator(directory, null);
  }

  /** The same with another configuration file. */
  public DrizzleMigrator withConfig(String file) {
    return new DrizzleMigrator(directory, file);
  }

  @Override
  public String tool() {
    return "drizzle";
  }

  @Override
  public String describe() {
    return "Drizzle, `" + String.join(" ", invocation().argv()) + "`";
  }

  @Override
  public Invocation invocation() {
    List<String> migrate = List.of("drizzle-kit", "migrate");
    List<String> program =
        config == null ? migrate : List.of("drizzle-kit", "migrate", "--config", config);
    return new Invocation(PackageManager.of(directory).execute(program), directory, false, true);
  }

  @Override
  public Optional<ToolHistory> knownHistory() {
    return Optional.of(new DrizzleHistory(DrizzleFiles.read(directory, config)));
  }
}
