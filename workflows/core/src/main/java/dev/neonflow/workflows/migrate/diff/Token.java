package dev.neonflow.workflows.migrate.diff;

/**
 * One piece of a statement.
 *
 * @param kind what it is
 * @param text as it is written
 * @param start where it begins in the whole text
 */
record Token(Kind kind, String text, int start) {

  /** What a piece is. */
  enum Kind {
    WORD,
    QUOTED_NAME,
    STRING,
    SYMBOL
  }

  int end() {
    return start + text.length();
  }

  /** Whether it is this key word; names in quotes are none. */
  boolean is(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }
}
