package dev.neonflow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

  @TempDir Path home;

  @Test
  void onlyWhatNobodyLocksAndIsOld_isAbandoned() throws IOException {
    Workspace own = Workspace.temporary();
    Workspace other = Workspace.temporary();
    Workspace killed = Workspace.temporary();
    try {
      assertTrue(own.directory().getFileName().toString().startsWith("neonflow-demo-"));
      killed.release();
      assertEquals(List.of(), among(own, other, killed), "too young");
      for (Workspace one : List.of(own, other, killed)) {
        Files.setLastModifiedTime(
            one.directory().resolve("lock"),
            FileTime.from(Instant.now().minus(Duration.ofHours(1))));
      }
      assertEquals(List.of(killed.directory()), among(own, other, killed));
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

  private static List<Path> among(Workspace own, Workspace... others) throws IOException {
    List<Path> directories = List.of(others).stream().map(Workspace::directory).toList();
    return own.abandoned().stream().filter(directories::contains).toList();
  }
}
