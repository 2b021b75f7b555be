package dev.neonflow.workflows.ci.check;

import java.nio.file.Path;

/**
 * A mistake in a CI file.
 *
 * @param rule a stable name, for example {@code closed-missing}
 * @param file the file
 * @param line where, from 1
 * @param message what is wrong and what comes of it
 * @param mend what to write instead
 */
public record CiFinding(String rule, Path file, int line, String message, String mend) {}
