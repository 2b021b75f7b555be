package dev.neonflow.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table of measured medians, each with its spread and with what we hold ourselves to. */
public final class Figures {

  private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

  private final List<String> rows = new ArrayList<>();

  /** What the runs of one kind measured. */
  public static final class Runs {
    private final List<Double> values = new ArrayList<>();

    /** Adds one run. */
    public void add(double value) {
      values.add(value);
    }

    /** The value in the middle; the mean of two if there is none. */
    public double median() {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      int middle = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The median, then the smallest and the greatest. */
    @Override
    public String toString() {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return number(median())
          + " ("
          + number(sorted[0])
          + "-"
          + number(sorted[sorted.length - 1])
          + ")";
    }
  }

  /** A figure that is held to at most this much. */
  public void atMost(String what, double value, double bar, String unit, String runs) {
    row(what, value, "<= ", bar, value <= bar, unit, runs);
  }

  /** A figure that is held to at least this much. */
  public void atLeast(String what, double value, double bar, String unit, String runs) {
    row(what, value, ">= ", bar, value >= bar, unit, runs);
  }

  /** A figure without a bar. */
  public void told(String what, double value, String unit, String runs) {
    add(what, number(value) + unit, "", "", runs);
  }

  private void row(
      String what, double value, String sign, double bar, boolean held, String unit, String runs) {
    add(what, number(value) + unit, sign + number(bar) + unit, held ? "yes" : "**no**", runs);
  }

  private void add(String... cells) {
    String row = "| " + String.join(" | ", cells) + " |";
    LOG.info("{}", row);
    rows.add(row);
  }

  /** Writes the table as Markdown, under what was said about the run. */
  public void write(Path file, String... about) throws IOException {
    List<String> lines = new ArrayList<>(Arrays.asList(about));
    lines.add("");
    lines.add("| what | median | bar | held | runs: median (smallest-greatest) |");
    lines.add("|---|---|---|---|---|");
    lines.addAll(rows);
    Files.write(file, lines);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.0f", value);
  }
}
