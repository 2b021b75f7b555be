package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Who gets lines that are rewritten, and colours. */
class LiveChoiceTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final LiveLines lines = new LiveLines(said);
  private final PrintStream err = new PrintStream(lines, true, StandardCharsets.UTF_8);

  @Command(name = "script")
  private static final class Script implements Callable<Integer> {
    @Mixin private Options options;

    @Override
    public Integer call() {
      Terminal terminal = options.terminal();
      terminal.group("title");
      terminal.live(terminal.isLive() ? List.of("live") : List.of());
      return 0;
    }
  }

  private static final class Options extends ProgramOptions {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-                   | -          | <ESC>[1mtitle<ESC>[0m+live",
        "NO_COLOR=1          | -          | title+live",
        "NO_COLOR=           | -          | <ESC>[1mtitle<ESC>[0m+live",
        "-                   | --no-color | title+live",
        "-                   | -q         | ''",
        "CI=true             | -          | <ESC>[1mtitle<ESC>[0m+",
        "CI=false            | -          | <ESC>[1mtitle<ESC>[0m+live",
        "GITHUB_ACTIONS=true | -          | ::group::title+",
      })
  void terminal_isLiveUnlessSomebodySaysOtherwise(String variable, String option, String shown) {
    Map<String, String> environment =
        variable == null
            ? Map.of()
            : Map.of(variable.replaceFirst("=.*", ""), variable.replaceFirst(".*=", ""));
    Tty tty = () -> Optional.of(new Tty.Size(80, 24));
    run(environment, new Terminal.Live(lines, tty, true), option);
    assertEquals(shown, text());
  }

  @Test
  void noTerminal_getsNeitherColoursNorLiveLines() {
    run(Map.of("TERM", "xterm"), null, null);
    assertEquals("title+", text());
  }

  private void run(Map<String, String> environment, Terminal.Live live, String option) {
    String[] arguments = option == null ? new String[0] : new String[] {option};
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Interruption never = new Interruption(Interruption.Ending.NONE);
    int code =
        Program.execute(environment, Path.of(""), out, err, never, live, new Script(), arguments);
    assertEquals(0, code, text());
  }

  private String text() {
    return said.toString(StandardCharsets.UTF_8)
        .replace("\u001b", "<ESC>")
        .replace(System.lineSeparator(), "+")
        .replace("\r", "");
  }
}
