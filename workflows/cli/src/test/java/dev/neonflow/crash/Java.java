package dev.neonflow.crash;

import java.nio.file.Path;
import java.util.List;

/** What starts a class of the tests in a process of its own. */
final class Java {

  /**
   * To be followed by the name of the class: starts soon rather than runs fast, and does not check
   * again the byte code of classes that the compiler has just made.
   */
  static final List<String> COMMAND =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote",
          "-cp",
          System.getProperty("java.class.path"));

  private Java() {}
}
