package dev.neonflow.workflows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Programs that a test writes and starts at once. */
public final class Programs {

  private Programs() {}

  /**
   * Writes a script that can be started from now on. Another process writes it: what this one holds
   * open, a child that another thread starts at that moment holds open, too, and no system starts a
   * file that somebody has open for writing ("Text file busy").
   */
  public static Path write(Path file, String script) throws IOException {
    Process writer =
        new ProcessBuilder("sh", "-c", "cat >\"$0\" && chmod 755 \"$0\"", file.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream text = writer.getOutputStream()) {
      text.write(script.getBytes(StandardCharsets.UTF_8));
    }
    try {
      if (writer.waitFor() != 0) {
        throw new IOException(file + " cannot be written");
      }
    } catch (InterruptedException e) {
      writer.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + file + " was written", e);
    }
    return file;
  }
}
