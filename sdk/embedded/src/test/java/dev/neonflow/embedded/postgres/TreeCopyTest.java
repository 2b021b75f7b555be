package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeCopyTest {

  @TempDir Path dir;

  @Test
  void moreThanTheDiskHasRoomFor_isRefusedBeforeAnythingIsCopied() throws Exception {
    Path source = Files.createDirectory(dir.resolve("source"));
    Path target = Files.createDirectory(dir.resolve("target"));
    Files.writeString(source.resolve("a-small-file"), "x");
    long free = Files.getFileStore(dir).getUsableSpace();
    try (RandomAccessFile sparse =
        new RandomAccessFile(source.resolve("a-large-file").toFile(), "rw")) {
      sparse.setLength(free);
    }
    PostgresException refused =
        assertThrows(
            PostgresException.class, () -> TreeCopy.online(source, target, new StreamCopy()));
    assertTrue(refused.getMessage().contains("free some space"), refused.getMessage());
    try (Stream<Path> copied = Files.list(target)) {
      assertEquals(0, copied.count());
    }
  }
}
