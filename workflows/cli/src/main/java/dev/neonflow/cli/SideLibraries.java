package dev.neonflow.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Libraries in a folder beside this one's jar, as the launcher's build lays them out. On the class
 * path they would slow down each start, for the few who need them.
 */
final class SideLibraries {

  private SideLibraries() {}

  /** Lets this thread, and all that it starts, find what is in a folder, if there is one. */
  static void load(String folder) {
    CodeSource ours = SideLibraries.class.getProtectionDomain().getCodeSource();
    if (ours == null) {
      return;
    }
    try {
      Path beside = Path.of(ours.getLocation().toURI()).resolveSibling(folder);
      if (Files.isDirectory(beside)) {
        URL[] jars = jars(beside).toArray(URL[]::new);
        Thread.currentThread()
            .setContextClassLoader(
                new URLClassLoader(folder, jars, SideLibraries.class.getClassLoader()));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<URL> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .map(SideLibraries::url)
          .toList();
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
