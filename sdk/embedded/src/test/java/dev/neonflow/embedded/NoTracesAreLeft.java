package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs after all others, and clears up after them; see {@link NoTraces}. */
@Tag("traces")
class NoTracesAreLeft {

  @Test
  void storesOfTests_areRemoved() throws IOException {
    if (Files.isDirectory(NoTraces.DATA)) {
      try (DirectoryStream<Path> stores = Files.newDirectoryStream(NoTraces.DATA)) {
        for (Path store : stores) {
          if (ofATest(store)) {
            Directories.delete(store);
            assertFalse(Files.exists(store), store.toString());
          }
        }
      }
    }
    if (Files.exists(NoTraces.note(NoTraces.DATA))) {
      deleteUnlessUsed(NoTraces.DATA);
      Files.delete(NoTraces.note(NoTraces.DATA));
    }
  }

  @Test
  void cacheThatTestsMade_isRemoved() throws IOException {
    // Other tests on this machine run PostgreSQL from there, too.
    if (Files.exists(NoTraces.note(NoTraces.CACHE)) && !runsPrograms(NoTraces.CACHE)) {
      Directories.delete(NoTraces.CACHE);
      assertFalse(Files.exists(NoTraces.CACHE));
      Files.delete(NoTraces.note(NoTraces.CACHE));
    }
  }

  private static boolean runsPrograms(Path directory) {
    return ProcessHandle.allProcesses()
        .anyMatch(process -> process.info().command().orElse("").startsWith(directory + "/"));
  }

  private static void deleteUnlessUsed(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      assertTrue(Files.exists(directory));
    }
  }

  private static boolean ofATest(Path store) throws IOException {
    Path home;
    try {
      home = Path.of(Files.readString(store.resolve("home")).strip());
    } catch (NoSuchFileException e) {
      return false;
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
    return home.startsWith(temporary) && !Files.exists(home);
  }
}
