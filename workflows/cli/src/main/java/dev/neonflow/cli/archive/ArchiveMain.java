package dev.neonflow.cli.archive;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes the archive; the launcher starts this in the background. The arguments are the archive's
 * file and a line that says what it is of, which the launcher compares at each start. The class
 * path is the one that it is for, up to what single scripts add at its end.
 */
public final class ArchiveMain {

  private ArchiveMain() {}

  /** Makes it, unless it is there or is being made. Whatever goes wrong, there is none then. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    new ClassArchive(Path.of(args[0]), args[1]).make(java, System.getProperty("java.class.path"));
  }
}
