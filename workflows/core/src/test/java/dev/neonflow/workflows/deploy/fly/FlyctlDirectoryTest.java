package dev.neonflow.workflows.deploy.fly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class FlyctlDirectoryTest {
  @TempDir Path dir;

  @Test
  void thoseOfKilledRuns_areRemovedADayLater_andNoOther() throws Exception {
    Instant now = Instant.now();
    Path first = FlyctlDirectory.make(dir, now);
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(first)));
    Files.writeString(first.resolve("config.yml"), "access_token: secret");
    Path others = Files.createDirectory(dir.resolve("others"));
    Path link = Files.createSymbolicLink(dir.resolve("neonflow-fly-link"), others);
    Path second = FlyctlDirectory.make(dir, now);
    assertEquals(Set.of(first, others, link, second), there());

    Path third = FlyctlDirectory.make(dir, now.plus(Duration.ofHours(25)));
    assertEquals(Set.of(others, link, third), there());
  }

  private Set<Path> there() throws Exception {
    try (var files = Files.list(dir)) {
      return files.collect(Collectors.toSet());
    }
  }
}
