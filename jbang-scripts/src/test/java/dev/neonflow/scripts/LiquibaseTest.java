package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Liquibase, whose libraries lie in a folder of their own or are not there at all. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class LiquibaseTest extends AccountTest {

  private static final List<String> LIBRARIES =
      List.of(
          "neonflow-liquibase",
          "liquibase-core",
          "commons-collections4",
          "commons-text",
          "jaxb-api",
          "opencsv",
          "snakeyaml-2");

  @TempDir Path lib;

  @BeforeEach
  void prepare() throws Exception {
    account.sql("main", "drop schema public cascade; create schema public");
    changelog("create table a (id int)");
  }

  private void changelog(String sql) throws IOException {
    Files.writeString(
        checkout.resolve("changelog.yaml"),
        """
        databaseChangeLog:
          - changeSet:
              id: 1
              author: alice
              changes:
                - sql: {sql: "%s"}
        """
            .formatted(sql));
  }

  @Test
  void besideTheCommandLine_isLoadedWhereItIsAskedFor() throws Exception {
    Files.createDirectory(lib.resolve("liquibase"));
    Ended first = run("deploy", "--liquibase", "changelog.yaml");
    assertEquals(0, first.exitCode(), first.toString());
    assertTrue(first.err().contains("liquibase: applied 1::alice"), first.err());
    assertEquals("0", account.sql("main", "select count(*) from a"));
    Ended second = run("deploy");
    assertTrue(second.err().contains("liquibase: up to date at 1"), second.err());
    changelog("create table a (id bigint)");
    run("deploy", "--liquibase", "changelog.yaml").assertRefused(4, "was changed after it was");
  }

  @Test
  void notThere_isNamed() throws Exception {
    Ended run = run("deploy");
    run.assertRefused(2, "neonflow-liquibase is not on the class path");
    assertTrue(run.err().contains("dev.neonflow:neonflow-liquibase"), run.err());
    assertEquals("t", account.sql("main", "select to_regclass('a') is null"));
  }

  /** As the launcher's build lays the libraries out, the worker's left out. */
  private Ended run(String... arguments) throws Exception {
    List<String> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":")) {
      Path jar = Path.of(entry);
      String name = String.valueOf(jar.getFileName());
      if (name.startsWith("neonflow-cli")) {
        classPath.add(copied(jar, lib));
      } else if (LIBRARIES.stream().noneMatch(name::startsWith)) {
        classPath.add(entry);
      } else if (Files.isDirectory(lib.resolve("liquibase"))) {
        copied(jar, lib.resolve("liquibase"));
      }
    }
    List<String> command =
        Stream.concat(
                Stream.of(Child.java(), "-cp", String.join(":", classPath), "production"),
                Stream.of(arguments))
            .toList();
    return Child.run(checkout, environment, command);
  }

  private static String copied(Path jar, Path folder) throws IOException {
    Path copy = folder.resolve(jar.getFileName());
    if (!Files.exists(copy)) {
      Files.copy(jar, copy);
    }
    return copy.toString();
  }
}
