package dev.neonflow.workflows.temporal;

import java.nio.charset.StandardCharsets;

/** What a text is for Temporal, which takes 2 MB at once. */
final class Payload {

  private Payload() {}

  /** How many bytes it is on its way: it travels as a JSON text, with its quotes escaped. */
  static long length(String text) {
    long escapes = text.chars().filter(c -> c == '"' || c == '\\' || c < ' ').count();
    return text.getBytes(StandardCharsets.UTF_8).length + escapes;
  }
}
