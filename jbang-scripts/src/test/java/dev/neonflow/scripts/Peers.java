package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs of the machine that a test works with. A test without its program is skipped, but fails
 * where {@code NEONFLOW_TEST_REQUIRE}, names with commas between them, says that it must be there.
 */
final class Peers {

  private Peers() {}

  /** The program; does not return if the machine lacks it. */
  static Path need(String program) {
    return need(
        program,
        System.getenv().getOrDefault("NEONFLOW_TEST_REQUIRE", ""),
        System.getenv().getOrDefault("PATH", ""));
  }

  static Path need(String program, String required, String path) {
    Optional<Path> found = find(program, path);
    String missing = "this machine has no " + program;
    assertFalse(found.isEmpty() && List.of(required.split("\\s*,\\s*")).contains(program), missing);
    assumeTrue(found.isPresent(), missing);
    return found.orElseThrow();
  }

  private static Optional<Path> find(String program, String path) {
    return Stream.of(path.split(":"))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
