package dev.neonflow.embedded.postgres;

import java.nio.file.Path;

/** A cache that outlives a run, so that PostgreSQL is unpacked once per checkout. */
final class TestCache {

  static final Path DIR = Path.of("target", "postgres-cache").toAbsolutePath();

  private TestCache() {}
}
