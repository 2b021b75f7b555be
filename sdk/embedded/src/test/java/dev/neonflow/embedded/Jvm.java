package dev.neonflow.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What starts a class of the tests in a process of its own. */
public final class Jvm {

  /**
   * Starts soon rather than runs fast, and does not check again the byte code of classes that the
   * compiler has just made.
   */
  private static final List<String> SOON =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote");

  private Jvm() {}

  /** With the classes of this process. */
  static List<String> command(Class<?> main, String... arguments) {
    return command(System.getProperty("java.class.path"), main, arguments);
  }

  /** With other classes. */
  public static List<String> command(String classPath, Class<?> main, String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.of(
            Stream.of(java),
            SOON.stream(),
            Stream.of("-cp", classPath, main.getName()),
            Stream.of(arguments))
        .flatMap(words -> words)
        .toList();
  }
}
