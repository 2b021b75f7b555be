package dev.neonflow.workflows.migrate.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A place in the pieces of a statement, which moves on as they are understood. Mutable. */
final class Cursor {
  private final List<Token> tokens;
  private int at;

  Cursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean atEnd() {
    return at >= tokens.size();
  }

  /** Whether these key words come next. */
  boolean sees(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
        return false;
      }
    }
    return true;
  }

  boolean seesAny(Iterable<String> words) {
    for (String word : words) {
      if (sees(word)) {
        return true;
      }
    }
    return false;
  }

  boolean seesSymbol(String symbol) {
    return !atEnd() && tokens.get(at).isSymbol(symbol);
  }

  /** Whether this key word and then this symbol come next. */
  boolean seesSymbol(String word, String symbol) {
    return sees(word) && at + 1 < tokens.size() && tokens.get(at + 1).isSymbol(symbol);
  }

  /** Moves behind these key words if they come next. */
  boolean accept(String... words) {
    if (!sees(words)) {
      return false;
    }
    at += words.length;
    return true;
  }

  /** The next piece; an empty word at the end. */
  Token next() {
    return atEnd() ? new Token(Token.Kind.WORD, "", 0) : tokens.get(at++);
  }

  /** A name with its schema, as it is written; empty if there is none. */
  String name() {
    StringBuilder name = new StringBuilder();
    while (!atEnd() && tokens.get(at).isName()) {
      name.append(next().text());
      if (!seesSymbol(".")) {
        break;
      }
      name.append(next().text());
    }
    return name.toString();
  }

  /** What is between the parentheses that come next; nothing if none come. */
  List<Token> parenthesized() {
    if (!seesSymbol("(")) {
      return List.of();
    }
    List<Token> group = group();
    boolean closed = group.size() > 1 && group.get(group.size() - 1).isSymbol(")");
    return group.subList(1, group.size() - (closed ? 1 : 0));
  }

  /** The next piece, with all up to the closing one if it is a parenthesis or {@code CASE}. */
  List<Token> group() {
    List<Token> group = new ArrayList<>();
    int depth = 0;
    do {
      Token token = next();
      group.add(token);
      if (token.isSymbol("(") || token.isSymbol("[") || token.is("CASE")) {
        depth++;
      } else if (token.isSymbol(")") || token.isSymbol("]") || token.is("END")) {
        depth--;
      }
    } while (depth > 0 && !atEnd());
    return group;
  }

  /** All up to one of these key words, but at least one piece; what is nested is passed over. */
  List<Token> upTo(List<String> words) {
    List<Token> passed = new ArrayList<>();
    while (!atEnd() && (passed.isEmpty() || !seesAny(words))) {
      passed.addAll(group());
    }
    return passed;
  }

  /** All that is left. */
  List<Token> rest() {
    List<Token> rest = tokens.subList(Math.min(at, tokens.size()), tokens.size());
    at = tokens.size();
    return rest;
  }

  /** These pieces as one line, however they were spaced. */
  static String line(List<Token> tokens) {
    return tokens.stream().map(Token::text).collect(Collectors.joining(" "));
  }

  /** Cut at the commas that are not nested. */
  static List<List<Token>> parts(List<Token> tokens) {
    List<List<Token>> parts = new ArrayList<>();
    List<Token> part = new ArrayList<>();
    Cursor cursor = new Cursor(tokens);
    while (!cursor.atEnd()) {
      if (cursor.seesSymbol(",")) {
        cursor.next();
        parts.add(part);
        part = new ArrayList<>();
      } else {
        part.addAll(cursor.group());
      }
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }
}
