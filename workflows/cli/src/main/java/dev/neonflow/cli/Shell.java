package dev.neonflow.cli;

/** Text as a POSIX shell reads it. */
final class Shell {

  private Shell() {}

  /** One word, quoted if it needs to be. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
