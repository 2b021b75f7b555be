package dev.neonflow.workflows.migrate.diff;

import java.util.ArrayList;
import java.util.List;

/**
 * One statement of a dump.
 *
 * @param text as it is written, without what stands before and after it; ends with its semicolon
 * @param tokens its pieces, without the semicolon at its end
 */
record Statement(String text, List<Token> tokens) {

  Statement {
    tokens = List.copyOf(tokens);
  }

  /** The statements of a text, in their order. */
  static List<Statement> of(String sql) {
    List<Statement> statements = new ArrayList<>();
    List<Token> current = new ArrayList<>();
    Nesting nesting = new Nesting();
    for (Token token : Lexer.tokens(sql)) {
      if (token.isSymbol(";") && nesting.isOutside()) {
        if (!current.isEmpty()) {
          statements.add(of(sql, current));
        }
        current = new ArrayList<>();
        nesting = new Nesting();
      } else {
        nesting.enter(token, current);
        current.add(token);
      }
    }
    if (!current.isEmpty()) {
      statements.add(of(sql, current));
    }
    return statements;
  }

  private static Statement of(String sql, List<Token> tokens) {
    int end = tokens.get(tokens.size() - 1).end();
    return new Statement(sql.substring(tokens.get(0).start(), end) + ";", tokens);
  }

  /** Where a semicolon does not end a statement: in parentheses, and in the body of a routine. */
  private static final class Nesting {
    private int parentheses;
    private int blocks;

    boolean isOutside() {
      return parentheses == 0 && blocks == 0;
    }

    void enter(Token token, List<Token> before) {
      if (token.isSymbol("(")) {
        parentheses++;
      } else if (token.isSymbol(")")) {
        parentheses = Math.max(0, parentheses - 1);
      } else if (token.is("ATOMIC")
          && !before.isEmpty()
          && before.get(before.size() - 1).is("BEGIN")
          && before.get(0).is("CREATE")) {
        blocks++;
      } else if (blocks > 0 && token.is("CASE")) {
        blocks++;
      } else if (blocks > 0 && token.is("END")) {
        blocks--;
      }
    }
  }
}
