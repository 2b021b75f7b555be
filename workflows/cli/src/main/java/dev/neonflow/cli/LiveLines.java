package dev.neonflow.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A terminal's stream, with lines at its end that are rewritten in place. Whatever is written to it
 * comes above them. The cursor waits, always visible, at the start of the last one, so that what
 * the terminal itself writes there, such as {@code ^C}, does not make the line longer. Thread-safe.
 */
final class LiveLines extends OutputStream {

  private final ReentrantLock lock = new ReentrantLock();
  private final OutputStream terminal;
  private List<String> shown = List.of();
  private boolean inLine;
  private boolean ended;

  LiveLines(OutputStream terminal) {
    this.terminal = terminal;
  }

  /**
   * Shows these in place of the ones before; none removes them. Where somebody's line is not
   * complete, such as a question, nothing is shown.
   *
   * @param lines each short enough not to be wrapped, without control characters
   */
  void show(List<String> lines) {
    lock.lock();
    try {
      if (ended || inLine || (lines.isEmpty() && shown.isEmpty())) {
        return;
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      erase(bytes);
      shown = List.copyOf(lines);
      draw(bytes);
      terminal.write(bytes.toByteArray());
      terminal.flush();
    } catch (IOException e) {
      // As a PrintStream does: who cannot be told of the run must not end it.
      ended = true;
    } finally {
      lock.unlock();
    }
  }

  /** Removes the lines for good; does not wait for a terminal that takes nothing. */
  void end() {
    try {
      if (lock.tryLock(200, TimeUnit.MILLISECONDS)) {
        try {
          show(List.of());
          ended = true;
        } finally {
          lock.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] written, int offset, int length) throws IOException {
    if (length == 0) {
      return;
    }
    lock.lock();
    try {
      if (shown.isEmpty()) {
        terminal.write(written, offset, length);
        inLine = written[offset + length - 1] != '\n';
        return;
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      erase(bytes);
      bytes.write(written, offset, length);
      inLine = written[offset + length - 1] != '\n';
      if (inLine) {
        shown = List.of();
      }
      draw(bytes);
      terminal.write(bytes.toByteArray());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void flush() throws IOException {
    terminal.flush();
  }

  /** From the start of the last line to the start of the first, and clear from there. */
  private void erase(ByteArrayOutputStream bytes) {
    if (shown.isEmpty()) {
      return;
    }
    put(bytes, "\r");
    if (shown.size() > 1) {
      put(bytes, "\u001b[" + (shown.size() - 1) + "A");
    }
    put(bytes, "\u001b[J");
  }

  private void draw(ByteArrayOutputStream bytes) {
    if (!shown.isEmpty()) {
      put(bytes, String.join("\n", shown) + "\r");
    }
  }

  private static void put(ByteArrayOutputStream bytes, String text) {
    try {
      bytes.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
