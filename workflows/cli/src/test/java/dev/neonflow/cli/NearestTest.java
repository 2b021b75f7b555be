package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> KNOWN =
      List.of("pr", "parent", "project-id", "process-command", "migrate", "up", "down");

  @ParameterizedTest
  @CsvSource({
    "prr, pr",
    "upp, up",
    "parnt, parent",
    "mirgate, migrate",
    "projectid, project-id",
    "process, process-command",
    "pro, pr",
    "proj, project-id",
    "x, ''",
    "sideways, ''",
  })
  void wordThatWasMeant_isFound_orNone(String word, String meant) {
    assertEquals(meant, Nearest.to(word, KNOWN).orElse(""));
  }
}
