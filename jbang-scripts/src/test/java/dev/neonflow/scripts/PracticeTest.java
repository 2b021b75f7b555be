package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.cli.archive.Practice;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an archive of classes learns from must go as far as it is meant to. */
class PracticeTest {

  @TempDir Path directory;

  @Test
  void practice_readsABranch_andGetsToTheDatabaseOfANewOne() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Practice.run(directory, new PrintStream(out, true), new PrintStream(err, true));
    String said = out.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("postgresql://neondb_owner:"), said + err);
    assertTrue(said.contains("\"branch_name\":\"dev/practice\""), said + err);
    assertTrue(
        err.toString(StandardCharsets.UTF_8).contains("cannot log in to database neondb"),
        err.toString());
    assertEquals(-1, said.indexOf("Exception"));
  }
}
