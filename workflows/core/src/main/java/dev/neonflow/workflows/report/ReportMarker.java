package dev.neonflow.workflows.report;

/** Invisible lines by which a report is found again. */
public final class ReportMarker {
  private ReportMarker() {}

  /** The first line of the report of a key, {@code <!-- neonflow:KEY -->}. */
  public static String begin(String key) {
    return "<!-- neonflow:" + harmless(key) + " -->";
  }

  /** The line after the report of a key, where a file holds several. */
  static String end(String key) {
    return "<!-- /neonflow:" + harmless(key) + " -->";
  }

  private static String harmless(String key) {
    return key.replaceAll("[<>\\s]", "_").replace("--", "-\u200b-");
  }
}
