package dev.neonflow.embedded.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Tables, with what belongs between their parentheses. */
final class Tables {

  private static final int LONGEST_NAME = 63;

  private final Relations relations;
  private final Comments comments;

  private Tables(Relations relations, Comments comments) {
    this.relations = relations;
    this.comments = comments;
  }

  static List<Item> items(Relations relations, Comments comments) {
    Tables tables = new Tables(relations, comments);
    List<Item> items = new ArrayList<>();
    for (Table table : relations.tables().values()) {
      items.add(tables.table(table, false).splitting(() -> tables.apart(table)));
      tables.defaults(table, false).forEach(items::add);
      tables.later(table).forEach(items::add);
    }
    return items;
  }

  /** The table without any expression that could stand after it, and these after it. */
  private List<Item> apart(Table table) {
    List<Item> items = new ArrayList<>();
    items.add(table(table, true));
    items.addAll(defaults(table, true));
    checks(table).forEach(check -> items.add(added(table, check)));
    return items;
  }

  private Item table(Table table, boolean apart) {
    List<String> keys = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    List<String> settings = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    remarks.add(comments.on(table.key(), "TABLE " + table.full()));
    for (Column column : ordered(table)) {
      Optional<Constraint> notNull = relations.notNull(column).filter(Constraint::valid);
      boolean printed = printed(table, column);
      boolean inline = printed && (column.computed() || !(apart || column.usesOwned()));
      String value = inline ? value(table, column) : "";
      if (inline && column.expression() != null) {
        keys.add(column.expressionKey());
      }
      if (printed) {
        String needed =
            notNull
                .filter(n -> n.local() || table.partition())
                .map(n -> needed(table, column, n))
                .orElse("");
        if (table.ofType().isEmpty()) {
          lines.add(column.name() + " " + column.type() + collation(column) + value + needed);
        } else if (!(value + needed).isEmpty()) {
          lines.add(column.name() + " WITH OPTIONS" + value + needed);
        }
      } else {
        notNull.filter(Constraint::local).ifPresent(n -> lines.add(n.clause()));
      }
      notNull.ifPresent(n -> keys.add(n.key()));
      notNull.ifPresent(n -> remarks.add(n.local() ? n.comment() : ""));
      column
          .settings()
          .forEach(
              s ->
                  settings.add(
                      "ALTER TABLE ONLY "
                          + table.full()
                          + " ALTER COLUMN "
                          + column.name()
                          + " "
                          + s
                          + ";"));
      remarks.add(
          comments.on(
              table.key(), column.number(), "COLUMN " + table.full() + "." + column.name()));
    }
    if (!apart) {
      for (Constraint check : checks(table)) {
        lines.add(check.clause());
        keys.add(check.key());
        remarks.add(check.comment());
      }
    }
    return Item.of(table.key(), Rank.RELATION, table.schema(), table.name(), "TABLE", table.owner())
        .making(keys)
        .saying(create(table, lines))
        .saying("ALTER TABLE " + table.full() + " OWNER TO " + table.quotedOwner() + ";")
        .saying(settings)
        .saying(replicaIdentity(table), attach(table))
        .saying(remarks);
  }

  /** The value's clause; a default that a parent has and the column has not is taken back. */
  private String value(Table table, Column column) {
    boolean takenBack =
        column.expression() == null
            && column.inherited()
            && !table.partition()
            && !asInherited(table, column);
    return takenBack ? " DEFAULT NULL" : column.value();
  }

  private static String create(Table table, List<String> lines) {
    StringBuilder sql = new StringBuilder("CREATE ");
    sql.append(table.unlogged() ? "UNLOGGED TABLE " : "TABLE ").append(table.full());
    if (!table.ofType().isEmpty()) {
      sql.append(" OF ").append(table.ofType());
    }
    if (!lines.isEmpty()) {
      sql.append(" (\n    ").append(String.join(",\n    ", lines)).append("\n)");
    } else if (table.ofType().isEmpty()) {
      sql.append(" (\n)");
    }
    if (!table.partition() && !table.parents().isEmpty()) {
      sql.append("\nINHERITS (").append(String.join(", ", table.parentNames())).append(')');
    }
    if (!table.partitionKey().isEmpty()) {
      sql.append("\nPARTITION BY ").append(table.partitionKey());
    }
    if (!table.accessMethod().isEmpty()) {
      sql.append("\nUSING ").append(table.accessMethod());
    }
    if (!table.options().isEmpty()) {
      sql.append("\nWITH (").append(table.options()).append(')');
    }
    return sql.append(';').toString();
  }

  private static String attach(Table table) {
    return table.partition()
        ? "ALTER TABLE ONLY "
            + table.parentNames().get(0)
            + " ATTACH PARTITION "
            + table.full()
            + " "
            + table.bound()
            + ";"
        : "";
  }

  private static String replicaIdentity(Table table) {
    String identity =
        switch (table.replicaIdentity()) {
          case "f" -> "FULL";
          case "n" -> "NOTHING";
          default -> "";
        };
    return identity.isEmpty()
        ? ""
        : "ALTER TABLE ONLY " + table.full() + " REPLICA IDENTITY " + identity + ";";
  }

  private static String collation(Column column) {
    return column.collation().isEmpty() ? "" : " COLLATE " + column.collation();
  }

  /** The clause in a column's definition; with a name if it is not what PostgreSQL would choose. */
  private static String needed(Table table, Column column, Constraint constraint) {
    String usual = table.name() + "_" + column.plainName() + "_not_null";
    boolean named =
        constraint.ambiguous()
            || !constraint.plainName().equals(usual)
            || usual.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
    return (named ? " CONSTRAINT " + constraint.name() : "")
        + " NOT NULL"
        + (constraint.noInherit() ? " NO INHERIT" : "");
  }

  private List<Constraint> checks(Table table) {
    return relations.constraintsOf(table.oid()).stream()
        .filter(c -> c.type().equals("c") && c.valid() && (c.local() || table.partition()))
        .toList();
  }

  /** Constraints that are not known to hold for all rows. */
  private List<Item> later(Table table) {
    return relations.constraintsOf(table.oid()).stream()
        .filter(c -> c.type().matches("[cn]") && !c.valid() && c.local())
        .map(c -> added(table, c))
        .toList();
  }

  private static Item added(Table table, Constraint constraint) {
    return Item.of(
            constraint.key(),
            Rank.CHECK,
            table.schema(),
            table.name() + " " + constraint.plainName(),
            constraint.type().equals("n") ? "CONSTRAINT" : "CHECK CONSTRAINT",
            table.owner())
        .saying(
            "ALTER TABLE " + table.full() + "\n    ADD " + constraint.clause() + ";",
            constraint.comment());
  }

  /** Defaults that do not stand in the column's definition. */
  private List<Item> defaults(Table table, boolean apart) {
    List<Item> items = new ArrayList<>();
    for (Column column : relations.columnsOf(table.oid())) {
      String set;
      if (column.computed()) {
        continue;
      } else if (printed(table, column)) {
        set =
            column.expression() != null && apart == !column.usesOwned()
                ? "SET DEFAULT " + column.expression()
                : "";
      } else {
        set = apart || asInherited(table, column) ? "" : own(column);
      }
      if (!set.isEmpty()) {
        items.add(
            Item.of(
                    column.expression() == null
                        ? "none:" + table.oid() + ":" + column.number()
                        : column.expressionKey(),
                    Rank.DEFAULT,
                    table.schema(),
                    table.name() + " " + column.plainName(),
                    "DEFAULT",
                    table.owner())
                .saying(
                    "ALTER TABLE ONLY "
                        + table.full()
                        + " ALTER COLUMN "
                        + column.name()
                        + " "
                        + set
                        + ";"));
      }
    }
    return items;
  }

  private static String own(Column column) {
    return column.expression() == null ? "DROP DEFAULT" : "SET DEFAULT " + column.expression();
  }

  /** Whether the column stands in its table's definition, not only in a parent's. */
  private boolean printed(Table table, Column column) {
    return table.partition()
        || column.local()
        || (column.computed() && !asInherited(table, column));
  }

  private boolean asInherited(Table table, Column column) {
    return table.parents().stream()
        .map(relations::columnsOf)
        .flatMap(List::stream)
        .filter(c -> c.plainName().equals(column.plainName()))
        .allMatch(c -> Objects.equals(c.expression(), column.expression()));
  }

  /** The columns as the statement will make them: what is inherited comes first. */
  private List<Column> ordered(Table table) {
    List<Column> columns = relations.columnsOf(table.oid());
    if (table.partition() || table.parents().isEmpty()) {
      return columns;
    }
    Set<String> names = new LinkedHashSet<>();
    for (String oid : table.parents()) {
      Table parent = relations.tables().get(oid);
      if (parent != null) {
        ordered(parent).forEach(column -> names.add(column.plainName()));
      }
    }
    List<String> first = List.copyOf(names);
    return columns.stream()
        .sorted(
            Comparator.comparingInt(
                c -> {
                  int at = first.indexOf(c.plainName());
                  return at < 0 ? first.size() : at;
                }))
        .toList();
  }
}
