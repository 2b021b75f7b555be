package dev.neonflow.crash;

import java.nio.file.Path;
import java.util.List;

/** What starts a class of the tests in a process of its own. */
final class Java {

  /** To be followed by the name of the class; starts soon rather than runs fast. */
  static final List<String> COMMAND =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-cp",
          System.getProperty("java.class.path"));

  private Java() {}
}
