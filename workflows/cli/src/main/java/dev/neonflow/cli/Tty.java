package dev.neonflow.cli;

import java.util.Optional;

/** The terminal that standard error leads to, if it leads to one. Thread-safe. */
interface Tty {

  /** Its size; empty if there is no terminal on which lines can be rewritten. */
  Optional<Size> size();

  /** Whether lines can be rewritten, without asking for the size, which may take longer. */
  default boolean isThere() {
    return size().isPresent();
  }

  /**
   * How much fits.
   *
   * @param columns at least 1
   * @param rows at least 1
   */
  record Size(int columns, int rows) {}
}
