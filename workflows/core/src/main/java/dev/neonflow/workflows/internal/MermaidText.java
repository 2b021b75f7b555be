package dev.neonflow.workflows.internal;

/** Foreign text in Mermaid's labels. */
public final class MermaidText {

  private MermaidText() {}

  /** Mermaid reads quotes, HTML, Markdown and its own entities in labels. */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                escaped.append(' ');
              } else if ("\"#<>&`*_\\;".indexOf(c) >= 0) {
                escaped.append('#').append(c).append(';');
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }
}
