package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real archive of classes, made by several at once, and what a start loads. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveTest {

  private Path temp;
  private String classPath;
  private Path archive;
  private Account account;

  @BeforeAll
  void madeByTwoAtOnce_afterOneThatWasKilled(@TempDir Path directory) throws Exception {
    temp = directory;
    classPath = PackagedScripts.classPath(Files.createDirectories(temp.resolve("jars")));
    archive = Files.createDirectories(temp.resolve("an archive")).resolve("of this.jsa");
    // Dies holding the lock, with a part of an archive on the disk.
    Files.writeString(Path.of(archive + ".unfinished"), "half");
    Process killed = maker();
    Child.kill(killed);
    List<Process> makers = List.of(maker(), maker());
    for (Process maker : makers) {
      assertTrue(maker.waitFor(25, TimeUnit.MINUTES));
      assertEquals(0, maker.exitValue());
    }
    assertTrue(Files.size(archive) > 10_000_000, "no archive");
    assertTrue(Files.notExists(Path.of(archive + ".unfinished")));
    account = new Account();
  }

  @AfterAll
  void stop() {
    if (account != null) {
      account.close();
    }
  }

  @Test
  void scriptAndItsLibraries_comeFromTheArchive() throws Exception {
    List<String> loaded = loaded("dev", "--help");
    assertTrue(isShared(loaded, "dev.neonflow.cli.Program"), loaded::toString);
    assertTrue(isShared(loaded, "picocli.CommandLine"), loaded::toString);
    assertTrue(isShared(loaded, "dev"), loaded::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "shortened", "of another class path", "missing"})
  void archiveThatDoesNotFit_changesNothing(String wrong) throws Exception {
    Path broken = temp.resolve(wrong + ".jsa");
    String path = classPath;
    switch (wrong) {
      case "garbage" -> Files.writeString(broken, "not an archive\n".repeat(1000));
      case "shortened" -> {
        try (InputStream whole = Files.newInputStream(archive)) {
          Files.write(broken, whole.readNBytes(1_000_000));
        }
      }
      case "of another class path" -> {
        Files.createLink(broken, archive);
        path = PackagedScripts.classPath(Files.createDirectories(temp.resolve("other")));
      }
      default -> {}
    }
    Ended run = java(path, broken, "dev", "--version");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().matches("neonflow \\S.*\\s"), run.toString());
    assertEquals("", run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "--help"})
  void whatNeedsNoNeon_loadsNeitherHttpNorDatabases(String option) throws Exception {
    assertLoadsNone(
        loaded("dev", option),
        "okhttp3.",
        "retrofit2.",
        "com.squareup.moshi.",
        "org.flywaydb.",
        "org.postgresql.",
        "liquibase.");
  }

  @Test
  void url_loadsNeitherMigrationsNorTheServerNorTls() throws Exception {
    Ended created = Script.DEV.run(account.environment(temp), temp, "create", "alice");
    assertEquals(0, created.exitCode(), created.toString());
    List<String> loaded = loaded("dev", "url", "alice");
    assertTrue(loaded.stream().anyMatch(line -> line.startsWith("okhttp3.")), "no request");
    assertLoadsNone(
        loaded,
        "org.flywaydb.",
        "liquibase.",
        "org.postgresql.",
        "dev.neonflow.embedded.",
        "sun.security.ssl.SSLContextImpl");
  }

  private static void assertLoadsNone(List<String> loaded, String... beginnings) {
    for (String beginning : beginnings) {
      assertEquals(List.of(), loaded.stream().filter(line -> line.startsWith(beginning)).toList());
    }
  }

  private static boolean isShared(List<String> loaded, String name) {
    return loaded.contains(name + " source: shared objects file");
  }

  /** The classes that a start loads, each with where it comes from. */
  private List<String> loaded(String... command) throws Exception {
    Path log = Files.createTempFile(temp, "loaded", ".log");
    Ended run = java("-Xlog:class+load:file=" + log + ":none", classPath, archive, command);
    assertEquals(0, run.exitCode(), run.toString());
    return Files.readAllLines(log);
  }

  private Ended java(String path, Path shared, String... command) throws Exception {
    return java("-Xlog:disable", path, shared, command);
  }

  private Ended java(String log, String path, Path shared, String... command) throws Exception {
    List<String> line =
        new ArrayList<>(List.of(Child.java(), "-XX:+UseSerialGC", "-Xshare:auto", log));
    line.addAll(List.of("-XX:SharedArchiveFile=" + shared, "-cp", path));
    line.addAll(List.of(command));
    return Child.run(temp, account.environment(temp), line);
  }

  private Process maker() throws IOException {
    return Child.start(
        temp,
        Map.of(),
        List.of(
            Child.java(),
            "-cp",
            classPath,
            "dev.neonflow.cli.archive.ArchiveMain",
            archive.toString(),
            "these jars"),
        temp.resolve("maker.out"));
  }
}
