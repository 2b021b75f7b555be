package dev.neonflow.cli;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a person or a CI log reads what goes on: standard error, or its like in tests. Thread-safe.
 */
public final class Terminal {

  private static final String RED = "31";
  private static final String BOLD = "1";
  private static final int SHORTEST_MASK = 4;

  private final PrintStream stream;
  private final Style style;
  private final boolean gitHub;
  private final @Nullable Live live;

  /**
   * Lines at the end that can be rewritten.
   *
   * @param unicode whether more than ASCII can be shown
   */
  record Live(LiveLines lines, Tty tty, boolean unicode) {}

  /**
   * How much is shown and how.
   *
   * @param color whether escape sequences may be written
   * @param quiet nothing but failures
   * @param verbose also what steps say about themselves, and stack traces
   */
  public record Style(boolean color, boolean quiet, boolean verbose) {

    /** Everything that is usual, without colour. */
    public static final Style PLAIN = new Style(false, false, false);
  }

  Terminal(PrintStream stream, Style style, boolean gitHub) {
    this(stream, style, gitHub, null);
  }

  /**
   * A terminal.
   *
   * @param live what is at the end of the stream, or null where lines only follow each other
   */
  Terminal(PrintStream stream, Style style, boolean gitHub, @Nullable Live live) {
    this.stream = stream;
    this.style = style;
    this.gitHub = gitHub;
    this.live = style.quiet() ? null : live;
  }

  /** Whether lines at the end can be rewritten. */
  boolean isLive() {
    return size().isPresent();
  }

  /** How large it is; empty if nothing can be rewritten. */
  Optional<Tty.Size> size() {
    return live == null ? Optional.empty() : live.tty().size();
  }

  /** Whether more than ASCII can be shown in the lines at the end. */
  boolean unicode() {
    return live != null && live.unicode();
  }

  /** Rewrites the lines at the end. */
  void live(List<String> lines) {
    if (live != null) {
      live.lines().show(lines);
    }
  }

  /** Whether more than the usual is wanted. */
  public boolean verbose() {
    return style.verbose();
  }

  /** One line, unless only failures are wanted. */
  public void line(String text) {
    if (!style.quiet()) {
      always(text);
    }
  }

  /** A text that the result, which goes to standard output, follows on the same line. */
  public void prompt(String text) {
    if (!style.quiet()) {
      stream.print(text);
      stream.flush();
    }
  }

  /** A text that the answer follows on the same line; always shown. */
  void question(String text) {
    synchronized (stream) {
      stream.print(text);
      stream.flush();
    }
  }

  /** A line that stands out, after an empty one. */
  public void title(String text) {
    line("");
    line(painted(BOLD, text));
  }

  /** A line that begins a foldable part in GitHub. */
  void group(String text) {
    line(gitHub ? "::group::" + text : painted(BOLD, text));
  }

  /** Ends what {@link #group} began. */
  void endGroup() {
    if (gitHub) {
      line("::endgroup::");
    }
  }

  /**
   * Hides a value in GitHub's log from now on, in the ways in which it may be written. One of less
   * than four characters would hide every other word and stays.
   */
  void mask(String secret) {
    if (gitHub) {
      Redactor.of(List.of(Secret.of(secret))).forms().stream()
          .filter(form -> form.strip().length() >= SHORTEST_MASK)
          .forEach(form -> always("::add-mask::" + escaped(form)));
    }
  }

  /** A line that GitHub also shows beside the job. */
  void notice(String text) {
    always(gitHub ? "::notice::" + escaped(text) : text);
  }

  /** What went wrong; always shown. */
  void failure(String text) {
    always(painted(RED, text));
  }

  /** A line that is always shown. */
  void always(String text) {
    synchronized (stream) {
      stream.println(text);
      stream.flush();
    }
  }

  private String painted(String code, String text) {
    return style.color() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}
