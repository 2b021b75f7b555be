package dev.neonflow.cli.init;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The CI files for repositories of many kinds: each feature at least once, and none of them. */
final class Renderings {
  private static final List<String> PLATFORMS = List.of("", "fly", "vercel");
  private static final List<String> RUNTIMES = List.of("", "pnpm", "npm", "yarn", "django");
  private static final List<String> MIGRATIONS = List.of("", "migrate", "flyway", "liquibase");

  private Renderings() {}

  static List<CiFiles> of(CiSystem ci) {
    List<CiFiles> all = new ArrayList<>();
    Source source = new Source("shop-inc/neonflow", "5".repeat(40));
    for (int i = 0; i < RUNTIMES.size(); i++) {
      Set<String> features =
          Stream.of(
                  PLATFORMS.get(i % PLATFORMS.size()),
                  RUNTIMES.get(i),
                  MIGRATIONS.get(i % MIGRATIONS.size()))
              .filter(name -> !name.isEmpty())
              .collect(Collectors.toSet());
      all.add(
          new CiFiles(ci, features, "it's: a #1", "release/1's", source, Set.of())
              .preview()
              .production()
              .sweep());
    }
    return all;
  }

  /** Writes them; each is a repository of its own. */
  static Path written(CiFiles files, Path root) throws IOException {
    for (WantedFile file : files.in(root)) {
      file.write(root);
    }
    return root;
  }
}
