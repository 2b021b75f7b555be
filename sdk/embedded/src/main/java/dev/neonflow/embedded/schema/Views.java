package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Views and materialized views. */
final class Views {

  private static final String CHECK_OPTION = "check_option=";

  private static final Query VIEWS =
      Query.of(
          """
      SELECT c.oid, c.relname AS name, n.nspname AS schema, o.rolname AS owner,
             c.relkind = 'm' AS materialized, quote_ident(o.rolname) AS quoted_owner,
             format('%I.%I', n.nspname, c.relname) AS full, c.reloptions AS options,
             pg_get_viewdef(c.oid) AS definition, r.oid AS rule,
             CASE WHEN m.amname <> 'heap' THEN quote_ident(m.amname) END AS access_method
      FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_roles o ON o.oid = c.relowner
        JOIN pg_rewrite r ON r.ev_class = c.oid AND r.rulename = '_RETURN'
        LEFT JOIN pg_am m ON m.oid = c.relam
      WHERE c.relkind IN ('v', 'm') AND\s"""
              + Snapshot.users("n.nspname", "pg_class", "c.oid"),
          Kind.VIEW);

  /** What it asks. */
  static final List<Query> QUERIES = List.of(VIEWS);

  private final Relations relations;
  private final Comments comments;

  private Views(Relations relations, Comments comments) {
    this.relations = relations;
    this.comments = comments;
  }

  private record View(
      String oid,
      String rule,
      String schema,
      String name,
      String full,
      String owner,
      String quotedOwner,
      boolean materialized,
      List<String> options,
      String accessMethod,
      String definition) {

    String key() {
      return "pg_class:" + oid;
    }

    String kind() {
      return materialized ? "MATERIALIZED VIEW" : "VIEW";
    }

    /** The statement's rest after the name. */
    String rest() {
      String settings =
          Text.options(options.stream().filter(o -> !o.startsWith(CHECK_OPTION)).toList(), "");
      String check =
          options.stream()
              .filter(o -> o.startsWith(CHECK_OPTION))
              .map(o -> o.substring(CHECK_OPTION.length()))
              .map(o -> "\n  WITH " + (o.equals("local") ? "LOCAL" : "CASCADED") + " CHECK OPTION")
              .collect(Collectors.joining());
      return (accessMethod.isEmpty() ? "" : " USING " + accessMethod)
          + (settings.isEmpty() ? "" : " WITH (" + settings + ")")
          + " AS\n"
          + definition
          + (materialized ? "\n  WITH NO DATA" : check)
          + ";";
    }
  }

  static List<Item> read(Snapshot snapshot, Relations relations, Comments comments)
      throws SQLException {
    Views views = new Views(relations, comments);
    List<Item> items = new ArrayList<>();
    for (View view : snapshot.rows(VIEWS, Views::view)) {
      Item item =
          views
              .item(view, "CREATE " + view.kind() + " " + view.full() + view.rest())
              .making(List.of("pg_rewrite:" + view.rule()));
      items.add(view.materialized() ? item : item.splitting(() -> views.apart(view)));
      items.addAll(views.defaults(view));
    }
    return items;
  }

  private static View view(Row row) throws SQLException {
    String definition = Text.settled(row.text("definition")).stripTrailing();
    return new View(
        row.text("oid"),
        row.text("rule"),
        row.text("schema"),
        row.text("name"),
        row.text("full"),
        row.text("owner"),
        row.text("quoted_owner"),
        row.is("materialized"),
        row.list("options"),
        row.text("access_method"),
        definition.endsWith(";") ? definition.substring(0, definition.length() - 1) : definition);
  }

  private Item item(View view, String create) {
    List<String> remarks = new ArrayList<>();
    List<String> settings = new ArrayList<>();
    String alter = "ALTER " + view.kind() + " " + view.full();
    remarks.add(comments.on(view.key(), view.kind() + " " + view.full()));
    for (Column column : relations.columnsOf(view.oid())) {
      column
          .settings()
          .forEach(s -> settings.add(alter + " ALTER COLUMN " + column.name() + " " + s + ";"));
      remarks.add(
          comments.on(view.key(), column.number(), "COLUMN " + view.full() + "." + column.name()));
    }
    return Item.of(view.key(), Rank.RELATION, view.schema(), view.name(), view.kind(), view.owner())
        .saying(create, alter + " OWNER TO " + view.quotedOwner() + ";")
        .saying(settings)
        .saying(remarks);
  }

  /** First the columns only, then what they are made of. */
  private List<Item> apart(View view) {
    String columns =
        relations.columnsOf(view.oid()).stream()
            .map(
                c ->
                    "    NULL::"
                        + c.type()
                        + (c.collation().isEmpty() ? "" : " COLLATE " + c.collation())
                        + " AS "
                        + c.name())
            .collect(Collectors.joining(",\n"));
    Item whole =
        Item.of(
            "pg_rewrite:" + view.rule(),
            Rank.RULE,
            view.schema(),
            view.name(),
            view.kind(),
            view.owner());
    return List.of(
        item(view, "CREATE VIEW " + view.full() + " AS\n SELECT\n" + columns + ";"),
        whole.saying("CREATE OR REPLACE VIEW " + view.full() + view.rest()));
  }

  private List<Item> defaults(View view) {
    return relations.columnsOf(view.oid()).stream()
        .filter(c -> c.expression() != null)
        .map(
            c ->
                Item.of(
                        c.expressionKey(),
                        Rank.DEFAULT,
                        view.schema(),
                        view.name() + " " + c.plainName(),
                        "DEFAULT",
                        view.owner())
                    .saying(
                        "ALTER VIEW "
                            + view.full()
                            + " ALTER COLUMN "
                            + c.name()
                            + " SET DEFAULT "
                            + Objects.requireNonNull(c.expression())
                            + ";"))
        .toList();
  }
}
