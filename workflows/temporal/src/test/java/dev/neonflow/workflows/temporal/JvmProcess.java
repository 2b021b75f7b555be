package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
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

  /** Starts soon rather than runs fast. */
  private static final List<String> SOON = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final Process process;
  private final BufferedReader out;
  private final Path errors;

  private JvmProcess(Process process, Path errors) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  /** What starts a class that needs nothing but these tests; short enough to be found by. */
  static List<String> command(Class<?> main, String... arguments) {
    URL tests = main.getProtectionDomain().getCodeSource().getLocation();
    return command(List.of(), Path.of(URI.create(tests.toString())).toString(), main, arguments);
  }

  private static List<String> command(
      List<String> options, String classPath, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SOON);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** With options of the JVM of its own. */
  static JvmProcess start(Path directory, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    return start(directory, Map.of(), command(options, CLASS_PATH, main, arguments));
  }

  /**
   * With a part of the class path.
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
    String classPath =
        Stream.of(CLASS_PATH.split(File.pathSeparator))
            .filter(entries)
            .collect(Collectors.joining(File.pathSeparator));
    return start(directory, environment, command(List.of(), classPath, main, arguments));
  }

  private static JvmProcess start(
      Path directory, Map<String, String> environment, List<String> command) throws IOException {
    Path errors = Files.createTempFile(directory, "errors", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
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

  long pid() {
    return process.pid();
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
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
