package dev.neonflow.workflows;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs of the machine that a test works with: {@code psql}, {@code node}. A test without its
 * program is skipped, but fails where {@code NEONFLOW_TEST_REQUIRE}, names with commas between
 * them, says that it must be there.
 */
public final class Peers {

  private Peers() {}

  /** The program; does not return if the machine lacks it. */
  public static Path need(String program) {
    String required = System.getenv().getOrDefault("NEONFLOW_TEST_REQUIRE", "");
    Optional<Path> found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .filter(directory -> !directory.isEmpty())
            .map(directory -> Path.of(directory, program))
            .filter(Files::isExecutable)
            .findFirst();
    String missing = "this machine has no " + program;
    assertFalse(found.isEmpty() && List.of(required.split("\\s*,\\s*")).contains(program), missing);
    assumeTrue(found.isPresent(), missing);
    return found.orElseThrow();
  }
}
