package dev.neonflow.cli.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.Peers;
import dev.neonflow.workflows.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an archive is made, and what it is then of, with a program in place of Java. */
class ClassArchiveTest {

  @TempDir Path temp;
  private Path file;
  private Path mark;
  private Path jar;
  private int programs;

  @BeforeEach
  void jar() throws IOException {
    Peers.need("sh");
    file = temp.resolve("archive/of.jsa");
    mark = Path.of(file + ".of");
    jar = Files.createFile(temp.resolve("a.jar"));
  }

  @Test
  void archive_isMadeOnce_andSaysWhatItIsOf() throws Exception {
    assertTrue(make("first", java()));
    assertTrue(make("first", java()));
    assertEquals(1, dumps());
    assertEquals("first\n", Files.readString(mark));
  }

  @Test
  void ofAnotherBuildOrOfOlderJars_isMadeAgain() throws Exception {
    make("first", java());
    assertTrue(make("second", java()));
    assertEquals("second\n", Files.readString(mark));
    assertEquals(2, dumps());
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plus(Duration.ofDays(1))));
    assertTrue(make("second", java()));
    assertTrue(make("second", java()));
    assertEquals(3, dumps(), "a jar from the future is always newer");
  }

  @Test
  void thatCannotBeMade_isNotTriedAgain_butForOthersItIs() throws Exception {
    assertTrue(make("first", java()));
    Path broken = program("echo x >>'" + temp.resolve("tried") + "'; exit 1");
    assertFalse(make("second", broken));
    assertFalse(make("second", broken));
    assertEquals(1, Files.readAllLines(temp.resolve("tried")).size());
    assertEquals(0, Files.size(file));
    assertEquals("second\n", Files.readString(mark));
    assertTrue(make("third", java()));
  }

  private boolean make(String of, Path java) throws Exception {
    return new ClassArchive(file, of).make(java, jar.toString());
  }

  private int dumps() throws IOException {
    return Files.readAllLines(temp.resolve("dumps")).size();
  }

  private Path java() throws IOException {
    return program(
        """
        for option; do
          case $option in
            -XX:DumpLoadedClassList=*) echo java/lang/Object >"${option#*=}" ;;
            -XX:SharedArchiveFile=*) echo classes >"${option#*=}"; echo x >>'%s' ;;
          esac
        done
        """
            .formatted(temp.resolve("dumps")));
  }

  private Path program(String lines) throws IOException {
    Path java = temp.resolve("java" + programs++);
    return Programs.write(java, "#!/bin/sh\n" + lines);
  }
}
