package dev.neonflow.workflows.report;

/** Makes foreign text harmless in GitHub's Markdown: it shows as it is, and nobody is called. */
final class MarkdownText {
  private static final String CUT = " ...";

  private MarkdownText() {}

  /**
   * One line without meaning to Markdown, usable in a table cell.
   *
   * @param longest about how many characters it may have when it is escaped
   */
  static String inline(String text, int longest) {
    return escape(text.strip().replaceAll("\\R", " "), longest);
  }

  /** Several lines, kept apart. */
  static String lines(String text, int longest) {
    return escape(text.strip(), longest).replaceAll("\\R", "<br>");
  }

  private static String escape(String text, int longest) {
    StringBuilder escaped = new StringBuilder(Math.min(text.length(), longest) + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (escaped.length() >= longest && !Character.isLowSurrogate(c)) {
        escaped.append(CUT);
        break;
      }
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        // An invisible space keeps GitHub from calling people and from linking issues.
        case '@' -> escaped.append("@\u200b");
        case '#' -> escaped.append("\\#\u200b");
        case '\\', '`', '*', '_', '|', '[', ']', '~', '!', '$' -> escaped.append('\\').append(c);
        default -> {
          if (c == '\n' || c == '\r' || !Character.isISOControl(c)) {
            escaped.append(c);
          }
        }
      }
    }
    // GitHub links bare addresses, too.
    return escaped.toString().replace("://", ":\u200b//").replace("www.", "www\u200b.");
  }
}
