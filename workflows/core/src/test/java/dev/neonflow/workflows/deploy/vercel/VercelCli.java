package dev.neonflow.workflows.deploy.vercel;

import dev.neonflow.workflows.NodePackages;
import dev.neonflow.workflows.Peers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Vercel's own CLI with exactly the packages of its lock file, in the build directory. */
final class VercelCli {
  private static final long RUN_SECONDS = 90;

  private final Path node;
  private final Path script;
  private final URI api;
  private final Path home;

  private VercelCli(Path node, Path script, URI api, Path home) {
    this.node = node;
    this.script = script;
    this.api = api;
    this.home = home;
  }

  /** Installs it, unless this very lock file was installed before. */
  static VercelCli at(URI api, Path home) {
    Path node = Peers.need("node");
    // Optional packages are native; the CLI asks for none.
    Path packages = NodePackages.installed("vercel-cli", false);
    return new VercelCli(node, packages.resolve("node_modules/vercel/dist/vc.js"), api, home);
  }

  /** Runs it to a success; returns all that it wrote. */
  String run(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(node.toString());
    command.add(script.toString());
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
}
