package dev.neonflow.workflows.migrate.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts SQL into pieces by PostgreSQL's rules: strings, dollar quotes, names in quotes, comments,
 * and the lines for psql ({@code \restrict}) that newer dumps have. What has no end goes up to the
 * end of the text; nothing is refused.
 */
final class Lexer {
  private static final Pattern DOLLAR =
      Pattern.compile("\\$([\\p{L}_\u0080-\uffff][\\p{L}\\p{N}_\u0080-\uffff]*)?\\$");

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String sql) {
    this.sql = sql;
  }

  /** All pieces; comments and what is for psql are left out. */
  static List<Token> tokens(String sql) {
    Lexer lexer = new Lexer(sql);
    while (lexer.at < sql.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (sql.startsWith("--", at)) {
      at = after("\n", at);
    } else if (sql.startsWith("/*", at)) {
      at = afterComment();
    } else if (c == '\\' && isLineStart()) {
      at = after("\n", at);
    } else if (c == '\'') {
      add(Token.Kind.STRING, afterString(at, false));
    } else if (c == '"') {
      add(Token.Kind.QUOTED_NAME, afterQuoted('"', at, false));
    } else if (c == '$') {
      dollar();
    } else if (Character.isLetter(c) || c == '_' || c > 0x7f) {
      word();
    } else if (Character.isDigit(c)) {
      int end = at + 1;
      while (end < sql.length() && (isPartOfName(sql.charAt(end)) || sql.charAt(end) == '.')) {
        end++;
      }
      add(Token.Kind.SYMBOL, end);
    } else {
      add(Token.Kind.SYMBOL, at + (sql.startsWith("::", at) ? 2 : 1));
    }
  }

  private void word() {
    int end = at + 1;
    while (end < sql.length() && isPartOfName(sql.charAt(end))) {
      end++;
    }
    boolean prefix = end < sql.length() && sql.charAt(end) == '\'' && end == at + 1;
    char letter = Character.toLowerCase(sql.charAt(at));
    if (prefix && "ebxn".indexOf(letter) >= 0) {
      add(Token.Kind.STRING, afterString(end, letter == 'e'));
    } else if (letter == 'u' && sql.startsWith("&'", at + 1)) {
      add(Token.Kind.STRING, afterString(at + 2, false));
    } else if (letter == 'u' && sql.startsWith("&\"", at + 1)) {
      add(Token.Kind.QUOTED_NAME, afterQuoted('"', at + 2, false));
    } else {
      add(Token.Kind.WORD, end);
    }
  }

  private void dollar() {
    Matcher tag = DOLLAR.matcher(sql).region(at, sql.length());
    if (tag.lookingAt()) {
      add(Token.Kind.STRING, after(tag.group(), tag.end()));
    } else {
      add(Token.Kind.SYMBOL, at + 1);
    }
  }

  private void add(Token.Kind kind, int end) {
    tokens.add(new Token(kind, sql.substring(at, end), at));
    at = end;
  }

  private int after(String what, int from) {
    int found = sql.indexOf(what, from);
    return found < 0 ? sql.length() : found + what.length();
  }

  private int afterString(int quote, boolean escapes) {
    return afterQuoted('\'', quote, escapes);
  }

  private int afterQuoted(char quote, int from, boolean escapes) {
    int i = from + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (escapes && c == '\\') {
        i++;
      } else if (c == quote) {
        if (i + 1 >= sql.length() || sql.charAt(i + 1) != quote) {
          return i + 1;
        }
        i++;
      }
      i++;
    }
    return sql.length();
  }

  private int afterComment() {
    int depth = 0;
    int i = at;
    while (i < sql.length()) {
      if (sql.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    return sql.length();
  }

  private boolean isLineStart() {
    return at == 0 || sql.charAt(at - 1) == '\n';
  }

  private static boolean isPartOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 0x7f;
  }
}
