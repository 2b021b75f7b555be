package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.fail;

/**
 * Something that a test ends half-way. On a busy machine it can be past that point before the end
 * comes, which shows nothing; it is begun anew then.
 */
final class Midway {

  private static final int GOES = 5;

  private Midway() {}

  /** One beginning. */
  @FunctionalInterface
  interface Body {

    /**
     * Begins it, ends it half-way and looks at what then is.
     *
     * @return whether it was half-way
     */
    boolean run() throws Exception;
  }

  /** Begins it until it is ended half-way. */
  static void end(Body body) throws Exception {
    for (int go = 0; go < GOES; go++) {
      if (body.run()) {
        return;
      }
    }
    fail(GOES + " times it was over before it could be ended");
  }
}
