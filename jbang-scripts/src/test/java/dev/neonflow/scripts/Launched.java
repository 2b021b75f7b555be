package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Scripts that a launcher starts.
 *
 * @param environment what they see
 * @param directory where they run
 */
record Launched(Path launcher, Map<String, String> environment, Path directory) {

  /** A cold build of the whole checkout is one of the things that are waited for. */
  static final int MINUTES = 30;

  Ended run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    return Child.run(directory, environment, command, MINUTES);
  }

  /** Each is found and started; what it then does is {@link EveryScriptTest}'s. */
  void startsEveryScript() throws Exception {
    for (Path file : Script.files()) {
      String script = file.getFileName().toString().replace(".java", "");
      Ended wrong = run(script, "--nosuch", "--output", "json");
      assertEquals(2, wrong.exitCode(), wrong.toString());
      assertTrue(wrong.field("message").contains("--nosuch"), wrong.out());
    }
    handsEverythingOn();
  }

  /** Arguments, environment, streams, exit codes, and the signal that ends it. */
  void handsEverythingOn() throws Exception {
    String version = Pom.version(Checkout.ROOT.resolve("pom.xml"));
    assertEquals("neonflow " + version + "\n", run("--version").out());
    assertEquals("neonflow " + version + "\n", run("dev", "--version").out());
    Ended noKey = run("dev", "list", "--output", "json");
    assertEquals(3, noKey.exitCode(), noKey.toString());
    assertEquals("3", noKey.field("exit_code"));
    Ended text = run("demo", "--stop");
    assertEquals("nothing was kept\n", text.out(), text.toString());
    Ended json = run("demo", "--stop", "--output=json");
    assertEquals("false", json.field("stopped"), json.toString());
    readsCiFiles();
    List<String> up =
        List.of(launcher.toString(), "preview", "up", "--pr", "7", "--output", "json");
    SilentNeon.interrupt(up, environment, directory);
  }

  /** Takes a library that nothing else of what is started here needs. */
  private void readsCiFiles() throws Exception {
    Path workflows = Files.createDirectories(directory.resolve(".github/workflows"));
    Path file = Checkout.ROOT.resolve("docs/github-actions/deploy-preview.yml");
    Files.copy(file, workflows.resolve("preview.yml"), StandardCopyOption.REPLACE_EXISTING);
    Ended doctor = run("doctor");
    assertEquals(3, doctor.exitCode(), doctor.toString());
    assertTrue(doctor.toString().contains("preview.yml"), doctor.toString());
  }
}
