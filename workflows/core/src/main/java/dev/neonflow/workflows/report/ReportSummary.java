package dev.neonflow.workflows.report;

/** A report in one line, for places that have no room for more. */
public final class ReportSummary {
  private ReportSummary() {}

  /** For example {@code Preview for pull request 42: ready}. */
  public static String headline(RunReport report) {
    return ReportWords.headline(report);
  }

  /** Whether it says that everything is gone. */
  public static boolean saysRemoved(RunReport report) {
    return ReportMarker.saysRemoved(report);
  }
}
