package dev.neonflow.scripts;

import java.nio.file.Path;

/** Where this build takes place; Maven runs tests in the module's folder. */
final class Checkout {

  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private Checkout() {}
}
