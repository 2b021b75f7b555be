package dev.neonflow.cli;

/** How much room a text takes on a terminal. */
final class Columns {

  private Columns() {}

  /**
   * One line of at most this many columns; what is cut off is marked at the end. Control characters
   * become spaces, and what is not seen is left out, so that no text can command the terminal. In
   * doubt a character counts as two columns: the line may then be shorter than it could be, but it
   * is not wrapped.
   *
   * @param mark what stands for what is cut off, all of it one column each
   */
  static String cut(String text, int columns, String mark) {
    StringBuilder line = new StringBuilder();
    int used = 0;
    int keep = 0;
    int last = Math.max(0, columns - mark.length());
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      int width = width(point);
      if (width < 0) {
        continue;
      }
      if (used + width > columns) {
        line.setLength(keep);
        return line.append(mark, 0, Math.min(mark.length(), Math.max(0, columns))).toString();
      }
      line.appendCodePoint(Character.isISOControl(point) ? ' ' : point);
      used += width;
      if (used <= last) {
        keep = line.length();
      }
    }
    return line.toString();
  }

  /** The columns of a character; negative for what cannot be shown. */
  private static int width(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          -1;
      default -> isWide(point) ? 2 : 1;
    };
  }

  /** The scripts of East Asia, and pictures. */
  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115f)
        || (point >= 0x2600 && point <= 0x27bf)
        || (point >= 0x2b00 && point <= 0x2bff)
        || (point >= 0x2e80 && point <= 0xa4cf)
        || (point >= 0xa960 && point <= 0xa97f)
        || (point >= 0xac00 && point <= 0xd7a3)
        || (point >= 0xf900 && point <= 0xfaff)
        || (point >= 0xfe30 && point <= 0xfe6f)
        || (point >= 0xff00 && point <= 0xffe6)
        || point >= 0x1f000;
  }
}
