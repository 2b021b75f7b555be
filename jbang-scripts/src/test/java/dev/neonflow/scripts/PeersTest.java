package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class PeersTest {

  @TempDir Path bin;

  @Test
  void missingProgram_skips_unlessItIsRequired() {
    TestAbortedException skipped =
        assertThrows(
            TestAbortedException.class, () -> Peers.need("dash", "git,jbang", bin.toString()));
    assertTrue(skipped.getMessage().contains("no dash"), skipped.getMessage());
    AssertionFailedError failed =
        assertThrows(
            AssertionFailedError.class, () -> Peers.need("dash", "git, dash", bin.toString()));
    assertTrue(failed.getMessage().contains("no dash"), failed.getMessage());
  }

  /** A name that no test reads would demand nothing, and one that is missing would skip in CI. */
  @Test
  void namesThatCiRequires_areThoseThatTestsNeed() throws IOException {
    Matcher line =
        Pattern.compile("NEONFLOW_TEST_REQUIRE=(\\S+)")
            .matcher(Files.readString(Checkout.ROOT.resolve(".ci/run")));
    assertTrue(line.find(), "CI requires nothing");
    Set<String> required = Set.of(line.group(1).split(","));
    String tests = sourcesThatNeedPeers();
    for (String name : required) {
      assertTrue(tests.contains("\"" + name + "\""), "no test needs " + name);
    }
    Matcher needed = Pattern.compile("Peers\\.need\\(\"(\\w+)\"").matcher(tests);
    while (needed.find()) {
      assertTrue(required.contains(needed.group(1)), "CI does not require " + needed.group(1));
    }
  }

  private static String sourcesThatNeedPeers() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String module :
        List.of("jbang-scripts", "sdk/embedded", "workflows/core", "workflows/cli")) {
      try (Stream<Path> files =
          Files.walk(Checkout.ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
          String text = Files.readString(file);
          if (text.contains("Peers.need(") && !file.endsWith("PeersTest.java")) {
            all.append(text);
          }
        }
      }
    }
    return all.toString();
  }

  @Test
  void programThatIsThere_isFoundOnThePath() throws IOException {
    Path program = Files.createFile(bin.resolve("dash"));
    assertTrue(program.toFile().setExecutable(true));
    assertEquals(program, Peers.need("dash", "dash", "/nosuch::" + bin));
  }
}
