package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program in the place of flyctl, started as a real child process. It writes down what it was
 * given, and does or refuses what a file tells it.
 */
public final class FlyctlStandIn {
  private static final String SCRIPT =
      """
      #!/bin/sh
      d='DIRECTORY'
      n=$(ls "$d/calls" | wc -l | tr -d ' ')
      for a; do printf '%s\\n' "$a"; done >"$d/calls/$(printf %04d "$n").argv"
      env >"$d/envs/$(printf %04d "$n").env"
      ls -ld "$FLY_CONFIG_DIR" >>"$d/directories"
      echo "kept: secret" >"$FLY_CONFIG_DIR/config.yml"
      case $1 in
        version) [ ! -f "$d/asked" ] || . "$d/asked"; cat "$d/version"; exit 0;;
        secrets) [ -f "$d/sync" ] || exit 0; . "$d/sync";;
      esac
      . "$d/mode"
      """;

  /** Deploys. */
  public static final String DEPLOYS =
      """
      for a; do printf '%s\\n' "$a"; done >"$d/deploys/$(printf %04d "$n")"
      echo "==> Building image"
      echo '{"id":"r1","version":7,"image_ref":"registry.fly.io/x:1"}'
      exit 0
      """;

  /** Does not end, whatever it is asked to; so does its child. */
  public static final String HANGS =
      """
      trap '' TERM INT
      sleep 600 &
      echo "$$ $!" >"$d/pids.tmp"; mv "$d/pids.tmp" "$d/pids"
      echo "==> Building image"
      wait
      sleep 600
      """;

  private final Path directory;

  public FlyctlStandIn(Path directory) throws IOException {
    this.directory = directory;
    for (String name : List.of("calls", "envs", "deploys")) {
      Files.createDirectories(directory.resolve(name));
    }
    Programs.write(program(), SCRIPT.replace("DIRECTORY", directory.toString()));
    version("flyctl v0.3.200 linux/amd64 Commit: 7a4f141 BuildDate: 2025-09-04T22:52:45Z");
    does(DEPLOYS);
  }

  public Path program() {
    return directory.resolve("flyctl");
  }

  public void does(String script) throws IOException {
    Files.writeString(directory.resolve("mode"), script);
  }

  /** What it does before it tells its version. */
  public void asked(String script) throws IOException {
    Files.writeString(directory.resolve("asked"), script);
  }

  public void syncing(String script) throws IOException {
    Files.writeString(directory.resolve("sync"), script);
  }

  /** Ends like flyctl does with an error. */
  void fails(int exitCode, String line) throws IOException {
    does("cat >&2 <<'END'\n" + line + "\nEND\nexit " + exitCode + "\n");
  }

  void version(String text) throws IOException {
    Files.writeString(directory.resolve("version"), text + "\n");
  }

  /** The arguments of each call so far. */
  public List<List<String>> calls() throws IOException {
    List<List<String>> calls = new ArrayList<>();
    for (String text : texts("calls")) {
      calls.add(text.lines().toList());
    }
    return calls;
  }

  /** The arguments of the deployments so far. */
  List<List<String>> deployments() throws IOException {
    return calls().stream().filter(call -> call.get(0).equals("deploy")).toList();
  }

  /** The environments of all calls, without the one variable that is to hold the token. */
  List<String> environments() throws IOException {
    return texts("envs").stream()
        .map(text -> text.replaceAll("(?m)^FLY_API_TOKEN=.*$", "FLY_API_TOKEN"))
        .toList();
  }

  String directories() throws IOException {
    return Files.readString(directory.resolve("directories"));
  }

  public boolean hangs() {
    return Files.exists(directory.resolve("pids"));
  }

  public List<Long> pids() throws IOException {
    return Stream.of(Files.readString(directory.resolve("pids")).strip().split(" "))
        .map(Long::valueOf)
        .toList();
  }

  private List<String> texts(String kind) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolve(kind))) {
      for (Path file : files.sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }
}
