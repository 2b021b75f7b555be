package dev.neonflow.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What was looked at, and how it is.
 *
 * @param level how bad it is
 * @param area what it is about, for example {@code neon}
 * @param message what was found
 * @param mend what to do about it; empty if all is well
 * @param file the file that it is about, or null
 * @param line where in the file, from 1; 0 without a file
 */
public record Finding(
    Level level, String area, String message, String mend, @Nullable String file, int line) {

  /** How bad it is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** To know; nothing is wrong. */
    NOTE,
    /** Something will not work. */
    PROBLEM
  }

  /** All is well. */
  public static Finding ok(String area, String message) {
    return new Finding(Level.OK, area, message, "", null, 0);
  }

  /** Something to know. */
  public static Finding note(String area, String message, String mend) {
    return new Finding(Level.NOTE, area, message, mend, null, 0);
  }

  /** Something that will not work. */
  public static Finding problem(String area, String message, String mend) {
    return new Finding(Level.PROBLEM, area, message, mend, null, 0);
  }

  /** A problem if it matters now, else something to know. */
  public static Finding missing(boolean matters, String area, String message, String mend) {
    return matters ? problem(area, message, mend) : note(area, message, mend);
  }

  /** A token that cannot be sent. */
  static Finding unusable(String area, String token) {
    return problem(
        area,
        token + " has line ends, spaces around it or other characters that no token has",
        "set it again, without anything around it");
  }

  /** Whether something will not work. */
  public boolean isProblem() {
    return level == Level.PROBLEM;
  }
}
