package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {

  @TempDir Path all;

  @Test
  void temporaryDirectoryOfAKilledServer_isRemoved_andNoOther() throws IOException {
    Path left = home("neonflow-embedded-0000000000000001", Duration.ofHours(1));
    Path starting = home("neonflow-embedded-0000000000000002", Duration.ZERO);
    Path used = home("neonflow-embedded-0000000000000003", Duration.ofHours(1));
    Path chosen = home("neonflow-embedded-mine", Duration.ofHours(1));
    Path unknown = Files.createDirectory(all.resolve("neonflow-embedded-0000000000000004"));

    try (FileChannel lock = FileChannel.open(used.resolve("lock"), StandardOpenOption.WRITE)) {
      assertTrue(lock.lock().isValid());
      Directories.removeAbandoned(all);
    }

    assertFalse(Files.exists(left));
    for (Path stays : new Path[] {starting, used, chosen, unknown}) {
      assertTrue(Files.exists(stays), stays.toString());
    }
  }

  private Path home(String name, Duration age) throws IOException {
    Path home = Files.createDirectory(all.resolve(name));
    Files.createDirectories(home.resolve("timelines/a.x/base"));
    Path lock = Files.createFile(home.resolve("lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(age)));
    return home;
  }
}
