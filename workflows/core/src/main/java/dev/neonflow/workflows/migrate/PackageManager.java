package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.internal.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who installed a JavaScript project's packages, and how it runs what is in them. */
public enum PackageManager {
  /** {@code pnpm exec}, {@code pnpm run}. */
  PNPM("pnpm-lock.yaml", "pnpm exec"),
  /** {@code yarn run}. */
  YARN("yarn.lock", "yarn run"),
  /**
   * {@code npx --no-install}, {@code npm run}. It runs no package that is not installed: a newer
   * one than the project's may do otherwise.
   */
  NPM("package-lock.json", "npx --no-install");

  private final String lockFile;
  private final String execute;

  PackageManager(String lockFile, String execute) {
    this.lockFile = lockFile;
    this.execute = execute;
  }

  /** By the nearest lock file, up to the repository's root; npm if there is none. */
  public static PackageManager of(Path directory) {
    for (Path at = directory.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      for (PackageManager manager : values()) {
        if (Files.exists(at.resolve(manager.lockFile))) {
          return manager;
        }
      }
      if (Files.exists(at.resolve(".git"))) {
        break;
      }
    }
    return NPM;
  }

  /** A program of an installed package. */
  List<String> execute(List<String> program) {
    return startable(List.of(execute.split(" ", -1)), program);
  }

  /** A script of {@code package.json}. */
  List<String> run(String script) {
    return startable(List.of(command(), "run"), List.of(script));
  }

  /** The manager's own name. */
  String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** On Windows they are batch files, which only its shell starts. */
  private static List<String> startable(List<String> first, List<String> then) {
    List<String> argv = new ArrayList<>(Command.isWindows() ? List.of("cmd", "/c") : List.of());
    argv.addAll(first);
    argv.addAll(then);
    return List.copyOf(argv);
  }
}
