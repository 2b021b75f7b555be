package dev.neonflow.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Notes, before the first test of a JVM, which of the machine's own directories are not there: data
 * goes there where PostgreSQL runs as a user who cannot get to temporary directories. What the
 * tests made is removed by {@link NoTracesAreLeft}, when no JVM of the tests works there any more.
 */
public final class NoTraces implements BeforeAllCallback {

  static final Path DATA = Path.of("/var/lib/neonflow");
  static final Path CACHE = Path.of("/var/cache/neonflow");

  private static final Path NOTES = Path.of("target", "made-by-tests").toAbsolutePath();

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(NoTraces.class))
        .getOrComputeIfAbsent(NoTraces.class, type -> noted());
  }

  private static boolean noted() {
    try {
      Files.createDirectories(NOTES);
      for (Path directory : List.of(DATA, CACHE)) {
        if (!Files.exists(directory)) {
          Files.writeString(note(directory), "");
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Exists if the directory was not there before the tests. */
  static Path note(Path directory) {
    return NOTES.resolve(directory.toString().replace('/', '-').substring(1));
  }
}
