package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/** Says in one sentence which file could not be read or written, why, and what to do. */
public final class FileTrouble {

  private static final String FULL = "No space left on device";

  private FileTrouble() {}

  /** The sentence, without a stop; it begins with the message, which names the file. */
  public static String sentence(UncheckedIOException e) {
    return e.getMessage() + ": " + advised(reason(Objects.requireNonNull(e.getCause())));
  }

  /** The sentence, without a stop. */
  static String sentence(String what, IOException e) {
    return what + ": " + advised(String.valueOf(e.getMessage()));
  }

  private static String advised(String reason) {
    return reason.contains(FULL) ? reason + "; make room there and try again" : reason;
  }

  /** Without the path. */
  private static String reason(IOException cause) {
    if (cause instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return cause instanceof FileSystemException || cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getMessage();
  }
}
