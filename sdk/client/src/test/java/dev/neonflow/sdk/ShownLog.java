package dev.neonflow.sdk;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is logged from its making until it is closed. */
final class ShownLog implements AutoCloseable {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream before = System.err;

  ShownLog() {
    System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
  }

  String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  /** The client's warnings. */
  List<String> warnings() {
    return text().lines().filter(line -> line.contains(" WARN dev.neonflow.sdk.")).toList();
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
