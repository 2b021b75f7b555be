package dev.neonflow.embedded;

import java.nio.file.Path;

/** A cache that outlives a run, so that PostgreSQL is unpacked once per checkout. */
public final class TestCache {

  /** Below the build directory. */
  public static final Path DIR = Path.of("target", "postgres-cache").toAbsolutePath();

  private TestCache() {}
}
