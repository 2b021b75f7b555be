package dev.neonflow.workflows.report;

import dev.neonflow.workflows.WorkflowStatus;
import java.util.Optional;

/** Invisible lines by which a report is found again. */
public final class ReportMarker {
  private static final String BEGIN = "<!-- neonflow:";
  private static final String END = " -->";
  private static final String REMOVED = "<!-- neonflow-state:removed -->";
  private static final String STANDING = "<!-- neonflow-state:standing -->";

  private ReportMarker() {}

  /** The first line of the report of a key, {@code <!-- neonflow:KEY -->}. */
  public static String begin(String key) {
    return BEGIN + harmless(key) + END;
  }

  /** The second line: whether what the report is about is gone. */
  static String state(RunReport report) {
    return saysRemoved(report) ? REMOVED : STANDING;
  }

  static boolean saysRemoved(RunReport report) {
    return report.status() == WorkflowStatus.CLOSED
        || (report.status() == WorkflowStatus.SUCCEEDED && report.workflow().equals("teardown"));
  }

  /**
   * The key of a report that does not say that everything is gone.
   *
   * @param text a whole report
   */
  public static Optional<String> standing(String text) {
    String[] lines = text.split("\\R", 3);
    boolean standing = lines.length < 2 || !lines[1].equals(REMOVED);
    return standing && lines[0].startsWith(BEGIN) && lines[0].endsWith(END)
        ? Optional.of(
            lines[0]
                .substring(BEGIN.length(), lines[0].length() - END.length())
                .replace("-\u200b-", "--"))
        : Optional.empty();
  }

  /** The line after the report of a key, where a file holds several. */
  static String end(String key) {
    return "<!-- /neonflow:" + harmless(key) + END;
  }

  private static String harmless(String key) {
    return key.replaceAll("[<>\\s]", "_").replace("--", "-\u200b-");
  }
}
