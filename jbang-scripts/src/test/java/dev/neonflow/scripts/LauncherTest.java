package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher where nothing has to be built. */
class LauncherTest {

  @TempDir Path temp;

  @BeforeEach
  void needsAPosixShell() {
    Peers.need("sh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "dash", "bash", "busybox"})
  void everyShell_canReadIt(String shell) throws Exception {
    Path program = Peers.need(shell);
    List<String> command =
        shell.equals("busybox")
            ? List.of(program.toString(), "sh", "-n", Checkout.LAUNCHER.toString())
            : List.of(program.toString(), "-n", Checkout.LAUNCHER.toString());
    Ended run = Child.run(temp, Map.of(), command);
    assertEquals(0, run.exitCode(), run.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help", "help --help", "help help"})
  void help_listsTheScriptsWithALineEach(String words) throws Exception {
    Ended run = launch(Map.of(), words.split(" "));
    assertEquals(0, run.exitCode());
    for (Path script : Script.files()) {
      String name = script.getFileName().toString().replace(".java", "");
      assertTrue(run.out().lines().anyMatch(line -> line.matches("  " + name + " +\\S.*")), name);
    }
  }

  @Test
  void noScript_showsHelpAsWrongUsage() throws Exception {
    Ended run = launch(Map.of());
    assertEquals(2, run.exitCode());
    assertTrue(run.out().contains("Usage: neonflow"), run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch", "../demo", "pom", "Demo", "a b", "-x"})
  void unknownScript_isWrongUsageAndNamesTheScripts(String name) throws Exception {
    Ended run = launch(Map.of(), name);
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("neonflow: there is no script named '" + name + "'"));
    assertTrue(run.err().contains("  preview "), run.err());
  }

  @Test
  void version_isThePoms() throws Exception {
    Ended run = launch(Map.of(), "--version");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().matches("neonflow \\d\\S+\\s"), run.out());
  }

  @Test
  void javaHomeWithoutJava_isSaidWithTheRemedy() throws Exception {
    Ended run = launch(Map.of("JAVA_HOME", temp.toString()), "demo");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("no bin/java"), run.err());
    assertTrue(run.err().contains("next: "), run.err());
  }

  @Test
  void calledThroughALinkFromElsewhere_findsItsScripts() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("nf"), Checkout.LAUNCHER);
    Ended run = Child.run(temp, Map.of(), List.of(link.toString(), "--version"));
    assertEquals(0, run.exitCode(), run.toString());
  }

  private Ended launch(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Checkout.LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return Child.run(temp, environment, command);
  }
}
