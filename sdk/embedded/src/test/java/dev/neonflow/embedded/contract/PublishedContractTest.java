package dev.neonflow.embedded.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.embedded.Npm;
import dev.neonflow.embedded.Peers;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The committed facts are those of the package that they name. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class PublishedContractTest {

  @TempDir Path directory;

  @Test
  void publishedContract_hasTheCommittedFacts() throws Exception {
    Peers.need("npm", onPath("npm"));
    Npm.run(directory, "pack", StripContract.PACKAGE + "@" + StripContract.VERSION);

    try (InputStream committed =
        Objects.requireNonNull(Contract.class.getResourceAsStream("neon-api.json"))) {
      assertEquals(
          new String(committed.readAllBytes(), StandardCharsets.UTF_8),
          StripContract.facts(unpacked()));
    }
  }

  private Path unpacked() throws IOException {
    Path archive;
    try (Stream<Path> files = Files.list(directory)) {
      archive = files.filter(file -> file.toString().endsWith(".tgz")).findFirst().orElseThrow();
    }
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(Files.newInputStream(archive)), "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().endsWith("/" + StripContract.FILE)) {
          Path contract = directory.resolve(StripContract.FILE);
          Files.copy(tar, contract);
          return contract;
        }
      }
    }
    throw new IOException("no " + StripContract.FILE + " in " + archive);
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
