package dev.neonflow.embedded.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/** Says in one sentence which file could not be read or written, why, and what to do. */
public final class FileTrouble {

  private static final String FULL = "No space left on device";

  private FileTrouble() {}

  /** The sentence, without a stop. */
  public static String sentence(UncheckedIOException e) {
    String reason = reason(Objects.requireNonNull(e.getCause()));
    String advice = reason.contains(FULL) ? "; make room there and try again" : "";
    return e.getMessage() + ": " + reason + advice;
  }

  /** Without the path, which the sentence begins with. */
  private static String reason(IOException cause) {
    if (cause instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return cause instanceof FileSystemException || cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getMessage();
  }
}
