package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Row security. */
final class Policies {

  private static final Query TABLES =
      Query.of(
          """
      SELECT c.oid, c.relname AS name, n.nspname AS schema, o.rolname AS owner,
             format('%I.%I', n.nspname, c.relname) AS full, c.relrowsecurity, c.relforcerowsecurity
      FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_roles o ON o.oid = c.relowner
      WHERE (c.relrowsecurity OR c.relforcerowsecurity) AND\s"""
              + Snapshot.users("n.nspname", "pg_class", "c.oid"),
          Kind.ROW_SECURITY);

  private static final Query POLICIES =
      Query.of(
          """
      SELECT p.oid, p.polname AS name, quote_ident(p.polname) AS quoted, n.nspname AS schema,
             c.relname AS relation, format('%I.%I', n.nspname, c.relname) AS full,
             o.rolname AS owner, p.polpermissive, p.polcmd,
             ARRAY(SELECT quote_ident(r.rolname) FROM pg_roles r WHERE r.oid = ANY (p.polroles)
                   ORDER BY r.rolname COLLATE "C") AS roles,
             pg_get_expr(p.polqual, p.polrelid) AS using,
             pg_get_expr(p.polwithcheck, p.polrelid) AS checked
      FROM pg_policy p
        JOIN pg_class c ON c.oid = p.polrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_roles o ON o.oid = c.relowner
      WHERE\s"""
              + Snapshot.users("n.nspname", "pg_class", "c.oid"),
          Kind.POLICY);

  /** What it asks. */
  static final List<Query> QUERIES = List.of(TABLES, POLICIES);

  private Policies() {}

  static List<Item> read(Snapshot snapshot, Comments comments) throws SQLException {
    List<Item> items = new ArrayList<>(snapshot.rows(TABLES, Policies::security));
    items.addAll(snapshot.rows(POLICIES, row -> policy(row, comments)));
    return items;
  }

  private static Item security(Row row) throws SQLException {
    String table = row.text("full");
    return Item.of(
            "security:" + row.text("oid"),
            Rank.ROW_SECURITY,
            row.text("schema"),
            row.text("name"),
            "ROW SECURITY",
            row.text("owner"))
        .saying(
            row.is("relrowsecurity") ? "ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY;" : "",
            row.is("relforcerowsecurity")
                ? "ALTER TABLE ONLY " + table + " FORCE ROW LEVEL SECURITY;"
                : "");
  }

  private static Item policy(Row row, Comments comments) throws SQLException {
    String key = "pg_policy:" + row.text("oid");
    String on = row.text("quoted") + " ON " + row.text("full");
    String command =
        switch (row.text("polcmd")) {
          case "r" -> " FOR SELECT";
          case "a" -> " FOR INSERT";
          case "w" -> " FOR UPDATE";
          case "d" -> " FOR DELETE";
          default -> "";
        };
    List<String> roles = row.list("roles");
    return Item.of(
            key,
            Rank.POLICY,
            row.text("schema"),
            row.text("relation") + " " + row.text("name"),
            "POLICY",
            row.text("owner"))
        .saying(
            "CREATE POLICY "
                + on
                + (row.is("polpermissive") ? "" : " AS RESTRICTIVE")
                + command
                + (roles.isEmpty() ? "" : " TO " + String.join(", ", roles))
                + expression(" USING (", row.text("using"))
                + expression(" WITH CHECK (", row.text("checked"))
                + ";",
            comments.on(key, "POLICY " + on));
  }

  private static String expression(String before, String expression) {
    return expression.isEmpty() ? "" : before + Text.settled(expression) + ")";
  }
}
