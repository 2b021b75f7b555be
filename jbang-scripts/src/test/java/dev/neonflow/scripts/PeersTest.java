package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void programThatIsThere_isFoundOnThePath() throws IOException {
    Path program = Files.createFile(bin.resolve("dash"));
    assertTrue(program.toFile().setExecutable(true));
    assertEquals(program, Peers.need("dash", "dash", "/nosuch::" + bin));
  }
}
