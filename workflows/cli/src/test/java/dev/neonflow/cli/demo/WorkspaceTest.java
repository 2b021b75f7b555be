package dev.neonflow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("what it sets holds for the whole JVM")
class WorkspaceTest {

  private final String known = System.getProperty("java.io.tmpdir");
  @TempDir Path home;
  @TempDir Path temporary;

  /** Elsewhere, other tours would remove what is abandoned. */
  @BeforeEach
  void temporaryFilesOfItsOwn() {
    System.setProperty("java.io.tmpdir", temporary.toString());
  }

  @AfterEach
  void restore() {
    System.setProperty("java.io.tmpdir", known);
  }

  @Test
  void onlyWhatNobodyLocksAndIsOld_isAbandoned() throws IOException {
    Workspace own = Workspace.temporary();
    Workspace other = Workspace.temporary();
    Workspace killed = Workspace.temporary();
    try {
      assertTrue(own.directory().getFileName().toString().startsWith("neonflow-demo-"));
      killed.release();
      assertEquals(List.of(), own.abandoned(), "too young");
      for (Workspace one : List.of(own, other, killed)) {
        Files.setLastModifiedTime(
            one.directory().resolve("lock"),
            FileTime.from(Instant.now().minus(Duration.ofHours(1))));
      }
      assertEquals(List.of(killed.directory()), own.abandoned());
    } finally {
      killed.delete();
      other.delete();
      own.delete();
    }
    assertFalse(Files.exists(killed.directory()));
  }

  @Test
  void placeWhoseParentWasMadeForIt_goesWithIt() throws IOException {
    Path parent = home.resolve("a/b");
    Workspace.at(parent.resolve("demo")).delete();
    assertFalse(Files.exists(parent));
    Files.createDirectories(parent);
    Workspace.at(parent.resolve("demo")).delete();
    assertTrue(Files.isDirectory(parent));
  }

  @Test
  void goneMeanwhile_isNotAbandoned_andCanBeDeleted() throws IOException {
    Workspace own = Workspace.temporary();
    Path gone = temporary.resolve("neonflow-demo-gone");
    assertThrows(NoSuchFileException.class, () -> Workspace.isAbandoned(gone));
    Workspace.delete(gone);
    own.delete();
    own.delete();
    assertFalse(Files.exists(own.directory()));
  }

  @Test
  void deletedOne_goesWithAllThatIsInIt() throws IOException {
    Workspace own = Workspace.temporary();
    Path below = Files.createDirectories(own.directory().resolve("a/b"));
    Files.createFile(below.resolve("file"));
    Files.createSymbolicLink(below.resolve("link"), home);
    own.delete();
    assertFalse(Files.exists(own.directory()));
    assertTrue(Files.isDirectory(home));
  }
}
