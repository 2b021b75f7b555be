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
 * says; the terminal is asked once, and again after {@link #forget}. One that does not answer at
 * all is none.
 */
final class ProcessTty implements Tty {

  private static final Size USUAL = new Size(80, 24);
  private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,5}) (\\d{1,5})\\s*");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Path LINK = Path.of("/proc/self/fd/2");

  private final Map<String, String> environment;
  private final String shell;
  private final boolean there;
  private boolean measured;
  private @Nullable Size size;

  ProcessTty(Map<String, String> environment) {
    this(environment, LINK, "sh");
  }

  /**
   * For tests.
   *
   * @param link what leads to the terminal, on systems that have such a thing
   * @param shell the program that asks the terminal
   */
  ProcessTty(Map<String, String> environment, Path link, String shell) {
    this.environment = environment;
    this.shell = shell;
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
      measured = true;
      // What does not answer this time still is as large as before.
      measure().ifPresent(now -> size = now);
    }
    return Optional.ofNullable(size);
  }

  /** Its size has changed. */
  synchronized void forget() {
    measured = false;
  }

  /** Java knows of a console only where standard input and output lead to it. */
  private boolean leadsToTerminal(Path link) {
    try {
      String to = Files.readSymbolicLink(link).toString();
      return to.startsWith("/dev/pts/")
          || to.startsWith("/dev/tty")
          || to.startsWith("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return ask("test -t 2").isPresent();
    }
  }

  private Optional<Size> measure() {
    int columns = number("COLUMNS");
    int rows = number("LINES");
    if (columns > 0 && rows > 0) {
      return Optional.of(new Size(columns, rows));
    }
    return ask("exec 3<&2; exec stty size <&3 2>/dev/null")
        .map(ProcessTty::parsed)
        .map(
            asked ->
                new Size(columns > 0 ? columns : asked.columns(), rows > 0 ? rows : asked.rows()));
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

  /** What a command says that has our standard error; empty if it fails. */
  private Optional<String> ask(String command) {
    ProcessBuilder asking =
        new ProcessBuilder(shell, "-c", command).redirectError(Redirect.INHERIT);
    try {
      Process process = asking.start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      byte[] said = process.getInputStream().readAllBytes();
      return process.exitValue() == 0
          ? Optional.of(new String(said, StandardCharsets.US_ASCII))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
