package dev.neonflow.junit;

import org.jspecify.annotations.Nullable;

/** A test cannot have its branch or database; the message says why and what to do. */
public final class NeonBranchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NeonBranchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
