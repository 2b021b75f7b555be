package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scripts, run by JBang itself: as a reader runs them without our launcher. Each shows its
 * help, so each is resolved, compiled and started. How arguments, streams, exit code and signals
 * come through does not depend on the script; one row shows each of them.
 */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class JBangTest {

  /** What JBang ends with when it has printed the command to run instead of running it. */
  private static final int RUN_WHAT_I_PRINTED = 255;

  @TempDir static Path home;
  private static Path repository;

  @BeforeAll
  static void makeRepository() throws IOException {
    repository = Files.createTempDirectory("neonflow-jbang");
    LocalRepository.fill(repository, Checkout.ROOT);
  }

  /** Removes the links themselves, and nothing that they lead to. */
  @AfterAll
  static void removeRepository() throws IOException {
    try (Stream<Path> entries = Files.walk(repository)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }

  static List<Path> scripts() throws IOException {
    return Script.files();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void helpOfEveryScript_isPrinted(Path script) throws Exception {
    Ended help = jbang(script.getFileName().toString(), "--help");
    assertEquals(0, help.exitCode(), help.toString());
    assertTrue(help.out().contains("Exit codes: 0 done"), help.toString());
  }

  @Test
  void pullRequestZero_isRefusedWithTwo() throws Exception {
    Ended refused =
        jbang("preview.java", "up", "--pr", "0", "--project-id", "silent-hall-60879203");
    assertEquals(2, refused.exitCode(), refused.toString());
    assertEquals("", refused.out(), refused.toString());
  }

  @Test
  void noKey_isRefusedWithThree_andVersionIsPrinted() throws Exception {
    Ended refused = jbang("dev.java", "list", "--output", "json");
    assertEquals(3, refused.exitCode(), refused.toString());
    assertEquals("3", refused.field("exit_code"));
    Ended version = jbang("dev.java", "--version");
    String expected = Pom.version(Checkout.ROOT.resolve("pom.xml"));
    assertEquals("neonflow " + expected + "\n", version.out(), version.toString());
  }

  @Test
  void success_isTheResultAsTextAndAsJson() throws Exception {
    Ended text = jbang("demo.java", "--stop");
    assertEquals("nothing was kept\n", text.out(), text.toString());
    Ended json = jbang("demo.java", "--stop", "--output", "json");
    assertEquals("false", json.field("stopped"), json.toString());
    assertEquals(0, json.exitCode());
  }

  @Test
  void interrupt_isTheScripts() throws Exception {
    Ended first = print("preview.java", "up", "--pr", "7", "--output", "json");
    SilentNeon.interrupt(printed(first), environment(), home);
  }

  /** An alias of the catalog, from its own folder and by the folder's name. */
  @ParameterizedTest
  @ValueSource(strings = {"dev", "dev@SCRIPTS"})
  void aliasOfTheCatalog_isTheScript(String alias) throws Exception {
    String script = alias.replace("SCRIPTS", Checkout.SCRIPTS.toString());
    Path from = alias.equals(script) ? Checkout.SCRIPTS : home;
    Ended help = finish(Child.run(from, environment(), command(script, "--version")));
    assertTrue(help.out().startsWith("neonflow "), help.toString());
  }

  private static Ended jbang(String script, String... arguments) throws Exception {
    return finish(print(script, arguments));
  }

  private static Ended print(String script, String... arguments) throws Exception {
    String file = Checkout.SCRIPTS.resolve(script).toString();
    return Child.run(home, environment(), command(file, arguments));
  }

  private static Ended finish(Ended first) throws Exception {
    return first.exitCode() == RUN_WHAT_I_PRINTED
        ? Child.run(home, environment(), printed(first))
        : first;
  }

  private static List<String> printed(Ended first) {
    assertEquals(RUN_WHAT_I_PRINTED, first.exitCode(), first.toString());
    return List.of("sh", "-c", "exec " + first.out().strip());
  }

  private static Map<String, String> environment() {
    return Map.of(
        "HOME", home.toString(),
        "JBANG_DIR", home.resolve("jbang").toString(),
        "JBANG_REPO", repository.toString(),
        "JBANG_NO_VERSION_CHECK", "true");
  }

  private static List<String> command(String script, String... arguments) {
    return Stream.concat(
            Stream.of(
                Child.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.jbang.Main",
                "--offline",
                script),
            Stream.of(arguments))
        .toList();
  }

  /** The local repository as JBang sees it: the machine's own, and what this build made. */
  private static final class LocalRepository {

    static void fill(Path repository, Path checkout) throws IOException {
      Path machine = Path.of(System.getProperty("maven.repository"));
      Path ours = repository.resolve("dev/neonflow");
      Files.createDirectories(ours);
      link(machine, repository, "dev");
      link(machine.resolve("dev"), repository.resolve("dev"), "neonflow");
      for (String folder : List.of(".", "sdk", "workflows")) {
        publish(ours, checkout.resolve(folder), null);
      }
      for (String jar : System.getProperty("java.class.path").split(":")) {
        Path file = Path.of(jar);
        if (file.getFileName().toString().matches("neonflow-.*(?<!-tests)\\.jar")) {
          publish(ours, file.getParent().getParent(), file);
        }
      }
    }

    private static void publish(Path ours, Path module, Path jar) throws IOException {
      Path pom = module.resolve("pom.xml");
      String artifact = Pom.artifactId(pom);
      String version = Pom.version(pom);
      Path place = Files.createDirectories(ours.resolve(artifact).resolve(version));
      Files.copy(pom, place.resolve(artifact + "-" + version + ".pom"));
      if (jar != null) {
        Files.copy(jar, place.resolve(artifact + "-" + version + ".jar"));
      }
    }

    private static void link(Path from, Path to, String without) throws IOException {
      try (Stream<Path> entries = Files.list(from)) {
        for (Path entry : entries.filter(e -> !e.endsWith(without)).toList()) {
          Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
        }
      }
    }
  }
}
