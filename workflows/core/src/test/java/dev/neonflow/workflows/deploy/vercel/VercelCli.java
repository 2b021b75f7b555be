package dev.neonflow.workflows.deploy.vercel;

import dev.neonflow.workflows.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Vercel's own CLI with exactly the packages of its lock file, in the build directory. */
final class VercelCli {
  private static final Path DIR = Path.of("target", "vercel-cli").toAbsolutePath();
  private static final String LOCK = "package-lock.json";
  private static final long INSTALL_MINUTES = 5;
  private static final long RUN_SECONDS = 90;

  private final Path node;
  private final URI api;
  private final Path home;

  private VercelCli(Path node, URI api, Path home) {
    this.node = node;
    this.api = api;
    this.home = home;
  }

  /** Installs it, unless this very lock file was installed before. */
  static synchronized VercelCli at(URI api, Path home) {
    Path node = Peers.need("node");
    Path npm = Peers.need("npm");
    Path installed = DIR.resolve("installed.json");
    try {
      String lock = resource(LOCK);
      if (!Files.exists(installed) || !Files.readString(installed).equals(lock)) {
        Files.createDirectories(DIR);
        Files.writeString(DIR.resolve("package.json"), resource("package.json"));
        Files.writeString(DIR.resolve(LOCK), lock);
        install(npm);
        Files.writeString(installed, lock);
      }
      return new VercelCli(node, api, home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Without scripts and without optional packages, which are native: the CLI asks for neither. */
  private static void install(Path npm) throws IOException, InterruptedException {
    Path log = DIR.resolve("npm.log");
    Process process =
        new ProcessBuilder(
                npm.toString(), "ci", "--ignore-scripts", "--omit=optional", "--no-audit")
            .directory(DIR.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError("npm could not install the CLI: " + Files.readString(log));
    }
  }

  /** Runs it to a success; returns all that it wrote. */
  String run(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(node.toString());
    command.add(DIR.resolve("node_modules/vercel/dist/vc.js").toString());
    command.addAll(List.of("--api", api.toString().replaceAll("/$", "")));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(home, "vercel", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME",
                home.toString(),
                "CI",
                "1",
                "VERCEL_TOKEN",
                FakeVercel.TOKEN,
                "VERCEL_TELEMETRY_DISABLED",
                "1"));
    if (arguments[0].equals("env")) {
      builder.environment().put("VERCEL_ORG_ID", FakeVercel.TEAM);
      builder.environment().put("VERCEL_PROJECT_ID", FakeVercelProject.ID);
    }
    Process process = builder.start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    boolean ended = process.waitFor(RUN_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(output);
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError(String.join(" ", arguments) + " failed: " + text);
    }
    return text;
  }

  private static String resource(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(VercelCli.class.getResourceAsStream("/vercel-cli/" + name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
