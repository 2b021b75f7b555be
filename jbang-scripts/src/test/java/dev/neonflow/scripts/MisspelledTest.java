package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is misspelled is named, with what may be meant; none of these lines reaches a Neon. */
class MisspelledTest {

  @TempDir Path checkout;
  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void user() {
    environment.put("HOME", home.toString());
  }

  private Ended preview(String line) {
    return Script.PREVIEW.run(environment, checkout, line.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "up --prr 3             | '--prr' is not understood here; did you mean --pr?",
        "up --pr 3 --mirgate=x  | '--mirgate' is not understood here; did you mean --migrate?",
        "up --nosuch            | '--nosuch' is not understood here",
        "upp --pr 3             | 'upp' is not understood here; one of: down, up; did you mean up?",
        "sideways               | 'sideways' is not understood here; one of: down, up",
        "up --pr x              | Invalid value for option '--pr': 'x' is not a number",
        "up                     | Missing required option: '--pr=NUMBER'",
      })
  void commandLine_isRefusedByTheWordThatIsWrong(String line, String said) {
    Ended run = preview(line.strip());
    run.assertRefused(2, said);
    assertEquals("neonflow: " + said, run.err().lines().findFirst().orElse(""), run.toString());
  }

  @Test
  void setting_isWarnedOfInEveryCommand_onStandardErrorOnly() throws IOException {
    Files.writeString(checkout.resolve("neonflow.properties"), "\nparnt=staging\n");
    environment.put("NEONFLOW_PRR", "3");
    String file = "unknown setting parnt in " + checkout.resolve("neonflow.properties") + ":2; ";
    String variable = "unknown setting NEONFLOW_PRR in the environment; did you mean NEONFLOW_PR?";
    for (ScriptCommand command : ScriptCommand.all()) {
      // Refused before anything is done, whatever the command is.
      String[] words = (command + " --nosuch").split(" ");
      String[] args = Arrays.copyOfRange(words, 1, words.length);
      assertWarned(new Script(words[0]).run(environment, checkout, args), file, variable);
    }
    assertWarned(preview("up --pr 7"), file, variable);
    assertWarned(Script.PREVIEW.run(environment, checkout), file, variable);
    assertWarned(Script.DEV.run(environment, checkout, "list"), file, variable);
    assertWarned(Script.CONFIG.run(environment, checkout), file, variable);
  }

  /** Once each. */
  private static void assertWarned(Ended run, String file, String variable) {
    List<String> lines = run.err().lines().toList();
    assertEquals(1, Collections.frequency(lines, file + "did you mean parent?"), run.toString());
    assertEquals(1, Collections.frequency(lines, variable), run.toString());
    assertTrue(!run.out().contains("parnt"), run.out());
  }

  @Test
  void setting_isWarnedOfWhereTheCommandEndsWell_notInItsHelp() throws IOException {
    Files.writeString(checkout.resolve("neonflow.properties"), "parnt=staging\n");
    Ended run = Script.COMPLETION.run(environment, checkout, "fish");
    assertEquals(0, run.exitCode(), run.toString());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals("", Script.COMPLETION.run(environment, checkout, "--help").err());
  }
}
