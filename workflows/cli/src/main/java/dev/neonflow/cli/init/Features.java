package dev.neonflow.cli.init;

import dev.neonflow.workflows.migrate.FoundTool;
import dev.neonflow.workflows.migrate.PackageManager;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a repository's jobs use, by the names that the templates have for it. */
public final class Features {
  private static final Set<String> PLATFORMS = Set.of("fly", "vercel");
  private static final Pattern MANAGER = Pattern.compile("(pnpm|npm|yarn)[: ].*");
  private static final Pattern NODE = Pattern.compile("drizzle|prisma|(?:npx|node|tsx) .*");
  private static final Pattern PYTHON = Pattern.compile("django|python3? .*|pip .*");

  private final Set<String> names = new HashSet<>();
  private final Path root;

  /** Of a repository. */
  public Features(Path root) {
    this.root = root;
  }

  /** Where it is deployed, in the word of {@code --deploy}. */
  public Features deployedTo(String where) {
    if (PLATFORMS.contains(where)) {
      names.add(where);
    }
    return this;
  }

  /**
   * What migrates.
   *
   * @param command of {@code --migrate}, or null: then what is found in the repository does
   */
  public Features migratedBy(@Nullable String command) {
    runtime(command).ifPresent(names::add);
    return this;
  }

  /** One more. */
  public Features and(String name) {
    names.add(name);
    return this;
  }

  /** The names. */
  public Set<String> names() {
    return Set.copyOf(names);
  }

  private Optional<String> runtime(@Nullable String command) {
    if (command == null) {
      List<FoundTool> found = FoundTool.in(root);
      return found.size() == 1 ? runtime(found.get(0).tool()) : Optional.empty();
    }
    Matcher manager = MANAGER.matcher(command);
    if (manager.matches()) {
      return Optional.of(manager.group(1));
    }
    if (NODE.matcher(command).matches()) {
      return Optional.of(packageManager());
    }
    return PYTHON.matcher(command).matches() ? Optional.of("django") : Optional.empty();
  }

  private Optional<String> runtime(FoundTool.Tool tool) {
    return switch (tool) {
      case DRIZZLE, PRISMA, SCRIPT -> Optional.of(packageManager());
      case DJANGO -> Optional.of("django");
      case FLYWAY, LIQUIBASE -> Optional.empty();
    };
  }

  private String packageManager() {
    return PackageManager.of(root).name().toLowerCase(Locale.ROOT);
  }
}
