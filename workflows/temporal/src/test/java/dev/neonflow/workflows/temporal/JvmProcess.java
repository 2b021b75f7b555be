package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of its own with a main class of these tests, which speaks in lines. */
final class JvmProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final Path errors;

  private JvmProcess(Process process, Path errors) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  /** What starts a class in a JVM that starts soon rather than runs fast. */
  static List<String> command(Class<?> main, String... arguments) {
    return command(entry -> true, main, arguments);
  }

  private static List<String> command(
      Predicate<String> entries, Class<?> main, String... arguments) {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .filter(entries)
            .collect(Collectors.joining(java.io.File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  static JvmProcess start(
      Path directory, Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    return start(directory, environment, entry -> true, main, arguments);
  }

  /**
   * The same with a part of the class path.
   *
   * @param entries which ones
   */
  static JvmProcess start(
      Path directory,
      Map<String, String> environment,
      Predicate<String> entries,
      Class<?> main,
      String... arguments)
      throws IOException {
    Path errors = Files.createTempFile(directory, main.getSimpleName(), ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command(entries, main, arguments)).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    return new JvmProcess(builder.start(), errors);
  }

  String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError("it ended: " + Files.readString(errors));
    }
    return line;
  }

  /** Says something to it. */
  void say(String line) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
  }

  void expect(String line) throws IOException {
    assertEquals(line, line());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    assertTrue(process.isAlive(), "it ended by itself");
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
