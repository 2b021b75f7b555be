package dev.neonflow.embedded;

import java.io.IOException;

/** Is told of changes to files and data. */
public interface Changes {

  /** One is about to be made by this thread; what this throws happens instead. */
  void before(String change) throws IOException;

  /** It was made, or failed. */
  default void after() {}
}
