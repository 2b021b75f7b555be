package dev.neonflow.cli.archive;

import dev.neonflow.cli.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Does in one process what people start scripts for, against an API that answers from memory, and
 * loads what that does not reach. Nothing leaves the process but requests to itself.
 */
public final class Practice {

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("dev", "--version"),
          List.of("dev", "url", "--help"),
          List.of("dev", "url", PracticeApi.DEVELOPER),
          List.of("dev", "list", "--output", "json"),
          List.of("preview", "up", "--pr", "1", "--migrate", "true", "--comment", "none"),
          List.of("preview", "down", "--pr", "1", "--comment", "none"));

  private Practice() {}

  /** Practises in the working directory. */
  public static void main(String[] args) throws IOException {
    OutputStream nowhere = OutputStream.nullOutputStream();
    try (PrintStream silence = new PrintStream(nowhere, true, StandardCharsets.UTF_8)) {
      run(Path.of("").toAbsolutePath(), silence, silence);
    }
    UsefulClasses.load();
  }

  /** Runs the commands, one after another; whether they succeed does not matter here. */
  public static void run(Path directory, PrintStream out, PrintStream err) throws IOException {
    try (PracticeApi api = PracticeApi.start()) {
      Map<String, String> environment =
          Map.of(
              "NEON_API_HOST", api.base(),
              "NEON_API_KEY", "napi_practice",
              "NEON_PROJECT_ID", "practice",
              "GITHUB_REPOSITORY", "practice/practice",
              "XDG_STATE_HOME", directory.toString());
      for (List<String> command : COMMANDS) {
        String[] arguments = command.subList(1, command.size()).toArray(String[]::new);
        Program.execute(environment, directory, out, err, script(command.get(0)), arguments);
      }
    }
  }

  /** Scripts have no package. */
  private static Object script(String name) {
    try {
      Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("there is no script " + name + " on the class path", e);
    }
  }
}
