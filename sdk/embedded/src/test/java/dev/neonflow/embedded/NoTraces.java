package dev.neonflow.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Removes, after the last test, what the tests' homes left in the machine's own directories: data
 * goes there where PostgreSQL runs as a user who cannot get to temporary directories.
 */
public final class NoTraces implements BeforeAllCallback {

  private static final Path DATA = Path.of("/var/lib/neonflow");
  private static final Path CACHE = Path.of("/var/cache/neonflow");

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(NoTraces.class))
        .getOrComputeIfAbsent(
            Sweep.class, type -> new Sweep(!Files.exists(DATA), !Files.exists(CACHE)));
  }

  /** Closed by JUnit at the end of everything. */
  private record Sweep(boolean ownData, boolean ownCache) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      if (Files.isDirectory(DATA)) {
        try (DirectoryStream<Path> stores = Files.newDirectoryStream(DATA)) {
          for (Path store : stores) {
            if (ofATest(store)) {
              Directories.delete(store);
            }
          }
        }
      }
      if (ownData && empty(DATA)) {
        Files.delete(DATA);
      }
      if (ownCache) {
        Directories.delete(CACHE);
      }
    }

    private static boolean empty(Path dir) throws IOException {
      if (!Files.isDirectory(dir)) {
        return false;
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir)) {
        return !entries.iterator().hasNext();
      }
    }

    private static boolean ofATest(Path store) throws IOException {
      Path back = store.resolve("home");
      if (!Files.isRegularFile(back)) {
        return false;
      }
      Path home = Path.of(Files.readString(back).strip());
      Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
      return home.startsWith(temporary) && !Files.exists(home);
    }
  }
}
