package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A fresh copy of this checkout, in a folder with spaces, as its first user meets it. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class BuiltCheckoutTest {

  @TempDir Path temp;

  @Test
  void freshCheckout_buildsOnce_runsTheTour_makesARelease_buildsAgainAfterAChange()
      throws Exception {
    Path checkout = temp.resolve("a check out");
    copy(Checkout.ROOT, checkout);
    Path sql = checkout.resolve("workflows/cli/src/main/resources/dev/neonflow/cli/demo/data.sql");

    Ended first = launch(checkout, "demo");
    assertEquals(0, first.exitCode(), first.toString());
    assertTrue(first.out().matches("http://127\\.0\\.0\\.1:\\d+/?\\s+"), first.out());
    assertTrue(first.err().contains("neonflow: building"), first.err());
    assertTrue(first.err().contains("Neon client"), "the progress is not shown");

    Ended second = launch(checkout, "preview", "--help");
    assertEquals(0, second.exitCode(), second.toString());
    assertFalse(second.err().contains("building"), second.err());
    launched(checkout).startsEveryScript();
    new Release(checkout, environment(), temp).runsWithoutMaven();

    Files.writeString(sql, Files.readString(sql) + "\nselect 1;\n");
    Ended changed = launch(checkout, "preview", "--help");
    assertEquals(0, changed.exitCode(), changed.toString());
    assertTrue(changed.err().contains("neonflow: building"), changed.err());

    Files.writeString(checkout.resolve("jbang-scripts/demo.java"), "class");
    Ended broken = launch(checkout, "preview", "--help");
    assertEquals(1, broken.exitCode(), broken.toString());
    assertTrue(broken.err().contains("demo.java"), broken.err());
    assertTrue(broken.err().contains("neonflow-build.log"), broken.err());
    assertTrue(Files.notExists(checkout.resolve("jbang-scripts/target/neonflow.lock")));
  }

  private Ended launch(Path checkout, String... arguments) throws Exception {
    return launched(checkout).run(arguments);
  }

  private Launched launched(Path checkout) throws IOException {
    return new Launched(checkout.resolve("jbang-scripts/neonflow"), environment(), temp);
  }

  private Map<String, String> environment() throws IOException {
    String home = Files.createDirectories(temp.resolve("home")).toString();
    String repository = System.getProperty("maven.repository");
    return Map.of(
        "HOME", home, "MAVEN_OPTS", "-Dmaven.repo.local=" + repository, "NEONFLOW_ARCHIVE", "off");
  }

  /** Without what builds and git leave behind. */
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (Set.of("target", ".git").contains(directory.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(directory).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                to.resolve(from.relativize(file).toString()),
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
