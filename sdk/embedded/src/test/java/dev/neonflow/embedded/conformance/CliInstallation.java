package dev.neonflow.embedded.conformance;

import dev.neonflow.embedded.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Neon's own CLI with exactly the packages of its lock file, in the build directory. */
final class CliInstallation {

  private static final Path DIR = Path.of("target", "neon-cli").toAbsolutePath();
  private static final String LOCK = "package-lock.json";
  private static final long PATIENCE_MINUTES = 10;
  private static final int GOES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private CliInstallation() {}

  /** The CLI's script; installs it unless this very lock file was installed before. */
  static synchronized Path script() {
    Peers.need("node", onPath("node") && newEnough());
    Peers.need("npm", onPath("npm"));
    Path script = DIR.resolve("node_modules/neon/dist/cli.js");
    Path installed = DIR.resolve("installed.json");
    try {
      String lock = resource(LOCK);
      if (Files.exists(installed) && Files.readString(installed).equals(lock)) {
        return script;
      }
      Files.createDirectories(DIR);
      Files.writeString(DIR.resolve("package.json"), resource("package.json"));
      Files.writeString(DIR.resolve(LOCK), lock);
      install();
      Files.writeString(installed, lock);
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .filter(directory -> !directory.isEmpty())
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private static boolean newEnough() {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return newEnough(version);
    } catch (IOException e) {
      return false;
    }
  }

  /** The CLI's package asks for 20.19. */
  static boolean newEnough(String version) {
    Matcher parts = Pattern.compile("v(\\d+)\\.(\\d+)\\..*").matcher(version.strip());
    if (!parts.matches()) {
      return false;
    }
    int major = Integer.parseInt(parts.group(1));
    return major > 20 || major == 20 && Integer.parseInt(parts.group(2)) >= 19;
  }

  /** What a registry does not answer now it may answer soon. */
  private static void install() throws IOException, InterruptedException {
    Path log = DIR.resolve("npm.log");
    Files.deleteIfExists(log);
    for (int go = 1; !isInstalled(log); go++) {
      if (go == GOES) {
        throw new AssertionError("npm could not install the CLI: " + Files.readString(log));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Without scripts and without optional packages, which are native: the CLI asks for neither. */
  private static boolean isInstalled(Path log) throws IOException, InterruptedException {
    Process npm =
        new ProcessBuilder(
                List.of(
                    "npm",
                    "ci",
                    "--ignore-scripts",
                    "--omit=optional",
                    "--no-audit",
                    "--prefer-offline",
                    "--fetch-retries=5"))
            .directory(DIR.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    npm.getOutputStream().close();
    boolean ended = npm.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    npm.destroyForcibly().waitFor();
    return ended && npm.exitValue() == 0;
  }

  private static String resource(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            CliInstallation.class.getResourceAsStream("/neon-cli/" + name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
