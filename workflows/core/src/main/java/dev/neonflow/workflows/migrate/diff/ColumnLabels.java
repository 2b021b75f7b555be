package dev.neonflow.workflows.migrate.diff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What changes of columns mean. */
final class ColumnLabels {
  private static final String LOCKED = "the table is rewritten while nobody can use it";

  /** PostgreSQL's own functions that give something else for each row. */
  private static final Set<String> VOLATILE =
      Set.of(
          "nextval",
          "random",
          "random_normal",
          "gen_random_uuid",
          "uuidv4",
          "uuidv7",
          "clock_timestamp",
          "timeofday",
          "setval",
          "currval",
          "lastval");

  private final Catalog before;
  private final Catalog after;
  private final Set<String> steady;

  ColumnLabels(Catalog before, Catalog after) {
    this.before = before;
    this.after = after;
    this.steady = steady(after);
  }

  Finding of(ObjectChange change) {
    return switch (change.action()) {
      case ADDED -> added(change.id());
      case REMOVED -> Finding.destructive("the column and what it holds go, unless it was renamed");
      case CHANGED ->
          Finding.worst(change.aspects().stream().map(a -> changed(change.id(), a)).toList());
    };
  }

  private Finding added(ObjectId id) {
    List<Finding> findings = new ArrayList<>();
    String value = after.get(id, Aspect.DEFAULT);
    String generated = after.get(id, Aspect.GENERATED);
    boolean identity = !after.get(id, Aspect.IDENTITY).isEmpty();
    if (generated.endsWith("STORED")) {
      findings.add(Finding.rewriting("computed for each row: " + LOCKED));
    } else if (identity) {
      findings.add(Finding.rewriting("a number for each row: " + LOCKED));
    }
    volatileFunction(value)
        .ifPresent(
            function ->
                findings.add(
                    Finding.rewriting("default " + function + "() is volatile: " + LOCKED)));
    if (isCheckedDomain(after.get(id, Aspect.TYPE))) {
      findings.add(Finding.rewriting("a domain with constraints: " + LOCKED));
    }
    boolean required = after.get(id, Aspect.NOT_NULL).equals("NOT NULL");
    if (required && value.isEmpty() && generated.isEmpty() && !identity) {
      // The migration may have had a default that is gone at its end, as Django's do.
      findings.add(
          Finding.blocking(
              "NOT NULL without a default: refused if the table has rows, unless the migration"
                  + " gives them a value"));
    }
    return findings.isEmpty()
        ? Finding.additive("only the catalog changes")
        : Finding.worst(findings);
  }

  private boolean isCheckedDomain(String type) {
    Map<Aspect, String> domain = after.get(ObjectId.of("domain", type));
    return domain != null
        && (domain.containsKey(Aspect.CHECKS) || domain.containsKey(Aspect.NOT_NULL));
  }

  /** A function in an expression that gives something else for each row, as far as can be told. */
  private Optional<String> volatileFunction(String expression) {
    List<Token> tokens = Lexer.tokens(expression);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (!tokens.get(i).isName() || !tokens.get(i + 1).isSymbol("(")) {
        continue;
      }
      String name = tokens.get(i).text();
      boolean ofUsers = i >= 2 && tokens.get(i - 1).isSymbol(".");
      boolean changing =
          ofUsers
              ? !steady.contains(tokens.get(i - 2).text() + "." + name)
              : VOLATILE.contains(name);
      if (changing) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** Functions are volatile unless they say otherwise; those of extensions do not tell. */
  private static Set<String> steady(Catalog catalog) {
    Set<String> steady = new HashSet<>();
    for (ObjectId id : catalog.ids()) {
      String text = " " + catalog.get(id, Aspect.DEFINITION) + " ";
      int arguments = id.name().indexOf('(');
      if (id.kind().equals("function")
          && arguments > 0
          && (text.contains(" IMMUTABLE ") || text.contains(" STABLE "))) {
        steady.add(id.name().substring(0, arguments));
      }
    }
    return steady;
  }

  private Finding changed(ObjectId id, Aspect aspect) {
    String from = before.get(id, aspect);
    String to = after.get(id, aspect);
    return switch (aspect) {
      case TYPE -> type(from, to);
      case NOT_NULL -> notNull(from, to);
      case DEFAULT ->
          from.isEmpty()
              ? Finding.additive("default for rows to come")
              : Finding.changed(
                  to.isEmpty() ? "no default for rows to come" : "default for rows to come");
      case GENERATED -> generated(from, to);
      case COLLATION -> Finding.rewriting("collation: its indexes are built anew, locked");
      default -> Finding.changed(aspect.words() + ": only the catalog changes");
    };
  }

  private static Finding type(String from, String to) {
    String how = "type " + from + " to " + to;
    return TypeWidening.isFree(from, to)
        ? Finding.additive(how + ": wider, only the catalog changes")
        : Finding.rewriting(how + ": " + LOCKED);
  }

  private static Finding notNull(String from, String to) {
    if (to.isEmpty()) {
      return Finding.additive("accepts NULL");
    }
    if (to.endsWith("NOT VALID")) {
      return Finding.additive("NOT NULL for rows to come");
    }
    return from.isEmpty()
        ? Finding.blocking(
            "NOT NULL: every row is checked while nobody can use the table, unless a valid CHECK"
                + " proves it")
        : Finding.additive("NOT NULL validated: every row is checked, others go on");
  }

  private static Finding generated(String from, String to) {
    if (from.isEmpty()) {
      return Finding.destructive("made anew as a computed column: what it held goes");
    }
    if (to.isEmpty()) {
      return Finding.changed("no longer computed");
    }
    return to.endsWith("STORED")
        ? Finding.rewriting("computed anew for each row: " + LOCKED)
        : Finding.changed("computed in another way, at once");
  }
}
