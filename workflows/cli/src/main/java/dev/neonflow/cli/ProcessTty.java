package dev.neonflow.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The terminal behind this process's standard error. {@code TERM=dumb}, or none, is no terminal:
 * nothing can be rewritten there. {@code COLUMNS} and {@code LINES} decide over what the terminal
 * says; the terminal is asked once, and again after {@link #forget}. One that does not answer is
 * none until it does.
 */
final class ProcessTty implements Tty {

  private static final Size USUAL = new Size(80, 24);
  private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,5}) (\\d{1,5})\\s*");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Path LINK = Path.of("/proc/self/fd/2");

  private final Map<String, String> environment;
  private final String shell;
  private final Duration patience;
  private final boolean there;
  private boolean measured;

  /** Was asked for the size, and has not answered yet. */
  private @Nullable Process asked;

  private @Nullable Size size;

  ProcessTty(Map<String, String> environment) {
    this(environment, LINK, "sh", PATIENCE);
  }

  /**
   * For tests.
   *
   * @param link what leads to the terminal, on systems that have such a thing
   * @param shell the program that asks the terminal
   * @param patience how long somebody waits for the answer
   */
  ProcessTty(Map<String, String> environment, Path link, String shell, Duration patience) {
    this.environment = environment;
    this.shell = shell;
    this.patience = patience;
    this.there =
        !environment.getOrDefault("TERM", "dumb").equals("dumb")
            && !environment.getOrDefault("TERM", "").isEmpty()
            && leadsToTerminal(link);
  }

  /** Whether the locale says that the terminal shows more than ASCII. */
  static boolean showsUnicode(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .filter(value -> value.toUpperCase(Locale.ROOT).matches(".*UTF-?8.*"))
        .isPresent();
  }

  @Override
  public boolean isThere() {
    return there;
  }

  @Override
  public synchronized Optional<Size> size() {
    if (!there) {
      return Optional.empty();
    }
    if (!measured) {
      measure();
    }
    return Optional.ofNullable(size);
  }

  /** Its size has changed. */
  synchronized void forget() {
    measured = false;
    if (asked != null) {
      asked.destroyForcibly();
      asked = null;
    }
  }

  /** Java knows of a console only where standard input and output lead to it. */
  private boolean leadsToTerminal(Path link) {
    try {
      String to = Files.readSymbolicLink(link).toString();
      return to.startsWith("/dev/pts/")
          || to.startsWith("/dev/tty")
          || to.startsWith("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return says("test -t 2");
    }
  }

  private void measure() {
    int columns = number("COLUMNS");
    int rows = number("LINES");
    if (columns > 0 && rows > 0) {
      size = new Size(columns, rows);
      measured = true;
      return;
    }
    // What does not answer this time still is as large as before.
    answer()
        .map(ProcessTty::parsed)
        .ifPresent(
            now ->
                size =
                    new Size(columns > 0 ? columns : now.columns(), rows > 0 ? rows : now.rows()));
  }

  /**
   * The terminal's size in its own words. It is waited for once: an answer that takes longer is
   * there for who asks later, who does not wait until the size has changed.
   */
  private Optional<String> answer() {
    Duration wait = Duration.ZERO;
    Process process = asked;
    try {
      if (process == null) {
        process = asking("exec 3<&2; exec stty size <&3 2>/dev/null");
        asked = process;
        wait = patience;
      }
      if (!isOver(process, wait)) {
        return Optional.empty();
      }
      asked = null;
      measured = true;
      return answer(process);
    } catch (IOException e) {
      measured = true;
      return Optional.empty();
    }
  }

  private int number(String variable) {
    String value = environment.getOrDefault(variable, "");
    return value.matches("\\d{1,5}") ? Integer.parseInt(value) : 0;
  }

  /** Terminals that nobody gave a size say 0. */
  private static Size parsed(String said) {
    Matcher numbers = SIZE.matcher(said);
    if (!numbers.matches()) {
      return USUAL;
    }
    int rows = Integer.parseInt(numbers.group(1));
    int columns = Integer.parseInt(numbers.group(2));
    return new Size(columns == 0 ? USUAL.columns() : columns, rows == 0 ? USUAL.rows() : rows);
  }

  /** Whether a command that has our standard error says so. */
  private boolean says(String command) {
    try {
      Process process = asking(command);
      if (isOver(process, patience)) {
        return answer(process).isPresent();
      }
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private Process asking(String command) throws IOException {
    Process process =
        new ProcessBuilder(shell, "-c", command).redirectError(Redirect.INHERIT).start();
    process.getOutputStream().close();
    return process;
  }

  private static boolean isOver(Process process, Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What one said that is over; empty if it failed. */
  private static Optional<String> answer(Process process) throws IOException {
    byte[] said = process.getInputStream().readAllBytes();
    return process.exitValue() == 0
        ? Optional.of(new String(said, StandardCharsets.US_ASCII))
        : Optional.empty();
  }
}
