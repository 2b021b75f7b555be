package dev.neonflow.workflows;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Packages of npm, exactly those of a lock file, in the build directory. */
public final class NodePackages {
  private static final String LOCK = "package-lock.json";
  private static final long INSTALL_MINUTES = 10;
  private static final int INSTALL_GOES = 3;
  private static final Duration INSTALL_PAUSE = Duration.ofSeconds(10);

  private static final Map<String, Object> LOCKS = new ConcurrentHashMap<>();

  private NodePackages() {}

  /**
   * The directory that has them in {@code node_modules}; installs them unless this very lock file
   * was installed before. No package's script is run.
   *
   * @param name of the test resources with {@code package.json} and the lock file
   * @param optional whether the packages are needed that only this kind of machine has
   */
  public static Path installed(String name, boolean optional) {
    synchronized (LOCKS.computeIfAbsent(name, unused -> new Object())) {
      return installedByOne(name, optional);
    }
  }

  private static Path installedByOne(String name, boolean optional) {
    Path npm = Peers.need("npm");
    Path directory = Path.of("target", name).toAbsolutePath();
    Path installed = directory.resolve("installed.json");
    try {
      String lock = resource(name, LOCK);
      if (!Files.exists(installed) || !Files.readString(installed).equals(lock)) {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("package.json"), resource(name, "package.json"));
        Files.writeString(directory.resolve(LOCK), lock);
        install(npm, directory, optional);
        Files.writeString(installed, lock);
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What a registry does not answer now it may answer soon. */
  private static void install(Path npm, Path directory, boolean optional)
      throws IOException, InterruptedException {
    Path log = directory.resolve("npm.log");
    Files.deleteIfExists(log);
    for (int go = 1; !isInstalled(npm, directory, optional, log); go++) {
      if (go == INSTALL_GOES) {
        throw new AssertionError(
            "npm could not install " + directory + ": " + Files.readString(log));
      }
      LockSupport.parkNanos(INSTALL_PAUSE.toNanos());
    }
  }

  private static boolean isInstalled(Path npm, Path directory, boolean optional, Path log)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                npm.toString(),
                "ci",
                "--ignore-scripts",
                optional ? "--include=optional" : "--omit=optional",
                "--no-audit",
                "--prefer-offline",
                "--fetch-retries=5")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly().waitFor();
    return ended && process.exitValue() == 0;
  }

  /** A file of the test resources. */
  public static String resource(String name, String file) throws IOException {
    String path = "/" + name + "/" + file;
    try (InputStream text =
        Objects.requireNonNull(NodePackages.class.getResourceAsStream(path), path)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
