package dev.neonflow.scripts;

import java.nio.file.Path;

/** Where this build takes place; Maven runs tests in the module's folder. */
final class Checkout {

  static final Path SCRIPTS = Path.of("").toAbsolutePath();
  static final Path ROOT = SCRIPTS.getParent();
  static final Path LAUNCHER = SCRIPTS.resolve("neonflow");

  private Checkout() {}
}
