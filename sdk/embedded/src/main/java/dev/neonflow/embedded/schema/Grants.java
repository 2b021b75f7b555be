package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Privileges where they are not what every new object has, now and for objects to come. */
final class Grants {

  private static final Query GRANTED =
      Query.of(
          """
      WITH owned AS (
        SELECT 'pg_class:' || c.oid AS key, n.nspname AS schema, c.relname AS name, '' AS column,
               CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END
                 || format('%%I.%%I', n.nspname, c.relname) AS what,
               CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END AS type,
               c.relowner AS owner, c.relacl AS acl, false AS is_public
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND c.relacl IS NOT NULL AND %s
        UNION ALL
        SELECT 'pg_class:' || c.oid, n.nspname, c.relname, quote_ident(a.attname),
               'TABLE ' || format('%%I.%%I', n.nspname, c.relname), 'c', c.relowner, a.attacl, false
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND %s
        UNION ALL
        SELECT 'pg_proc:' || p.oid, n.nspname, p.proname, '',
               CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END
                 || format('%%I.%%I(%%s)', n.nspname, p.proname,
                           pg_get_function_identity_arguments(p.oid)),
               'f', p.proowner, p.proacl, false
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE p.proacl IS NOT NULL AND %s
        UNION ALL
        SELECT 'pg_type:' || t.oid, n.nspname, t.typname, '',
               'TYPE ' || format('%%I.%%I', n.nspname, t.typname), 'T', t.typowner, t.typacl, false
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE t.typacl IS NOT NULL AND %s
        UNION ALL
        SELECT 'pg_namespace:' || n.oid, '', n.nspname, '',
               'SCHEMA ' || quote_ident(n.nspname), 'n', n.nspowner, n.nspacl,
               n.nspname = 'public'
        FROM pg_namespace n WHERE (n.nspacl IS NOT NULL) AND %s
      )
      SELECT o.*, r.rolname AS owner_name, x.usual, x.privilege_type, x.is_grantable,
             x.grantor = o.owner AS by_owner, quote_ident(g.rolname) AS grantor,
             CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(e.rolname) END AS grantee
      FROM owned o
        JOIN pg_roles r ON r.oid = o.owner
        CROSS JOIN LATERAL (
          SELECT false AS usual, a.* FROM aclexplode(o.acl) a
          UNION ALL SELECT true, a.* FROM aclexplode(acldefault(o.type::"char", o.owner)) a
          UNION ALL SELECT true, o.owner, 0, 'USAGE', false WHERE o.is_public) x
        JOIN pg_roles g ON g.oid = x.grantor
        LEFT JOIN pg_roles e ON e.oid = x.grantee"""
              .formatted(
                  Snapshot.users("n.nspname", "pg_class", "c.oid"),
                  Snapshot.users("n.nspname", "pg_class", "c.oid"),
                  Snapshot.users("n.nspname", "pg_proc", "p.oid"),
                  Snapshot.users("n.nspname", "pg_type", "t.oid"),
                  Snapshot.users("n.nspname", "pg_namespace", "n.oid")),
          Kind.PRIVILEGE);

  private static final Query DEFAULTS =
      Query.of(
          """
      SELECT 'pg_default_acl:' || d.oid AS key, COALESCE(n.nspname, '') AS schema,
             r.rolname AS name, r.rolname AS owner_name, '' AS column, false AS by_owner,
             d.defaclobjtype AS type,
             CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
               WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS'
               ELSE 'LARGE OBJECTS' END AS what,
             x.usual, x.privilege_type, x.is_grantable,
             format('ALTER DEFAULT PRIVILEGES FOR ROLE %I', r.rolname)
               || CASE WHEN n.oid IS NULL THEN '' ELSE format(' IN SCHEMA %I', n.nspname) END
               || ' ' AS grantor,
             CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(e.rolname) END AS grantee
      FROM pg_default_acl d
        JOIN pg_roles r ON r.oid = d.defaclrole
        LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
        CROSS JOIN LATERAL (
          SELECT false AS usual, a.* FROM aclexplode(d.defaclacl) a
          UNION ALL
          SELECT true, a.* FROM aclexplode(acldefault(
            CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)) a
          WHERE d.defaclnamespace = 0) x
        LEFT JOIN pg_roles e ON e.oid = x.grantee
      WHERE r.rolname <> 'cloud_admin'""",
          Kind.DEFAULT_PRIVILEGE);

  /** What it asks. */
  static final List<Query> QUERIES = List.of(GRANTED, DEFAULTS);

  private static final Map<String, Set<String>> ALL =
      Map.of(
          "r",
              Set.of(
                  "SELECT",
                  "INSERT",
                  "UPDATE",
                  "DELETE",
                  "TRUNCATE",
                  "REFERENCES",
                  "TRIGGER",
                  "MAINTAIN"),
          "c", Set.of("SELECT", "INSERT", "UPDATE", "REFERENCES"),
          "s", Set.of("SELECT", "UPDATE", "USAGE"),
          "S", Set.of("SELECT", "UPDATE", "USAGE"),
          "n", Set.of("USAGE", "CREATE"),
          "f", Set.of("EXECUTE"),
          "T", Set.of("USAGE"),
          "L", Set.of("SELECT", "UPDATE"));

  private Grants() {}

  /**
   * An object's privileges of one grantee from one grantor: name, and whether it may pass it on.
   */
  private record Given(
      String prefix, String grantee, Map<String, Boolean> usual, Map<String, Boolean> actual) {

    /** Whether the other one's grantor may pass something on only because of this. */
    boolean allows(Given other) {
      return grantee.equals(other.prefix)
          && other.actual.keySet().stream().anyMatch(p -> actual.getOrDefault(p, false));
    }
  }

  private record Target(
      String key,
      String schema,
      String name,
      String owner,
      String type,
      String what,
      String column) {}

  private record Line(
      Target target,
      boolean byOwner,
      String grantor,
      String grantee,
      boolean usual,
      String privilege,
      boolean grantable) {}

  static List<Item> read(Snapshot snapshot) throws SQLException {
    List<Item> items =
        new ArrayList<>(items(snapshot.rows(GRANTED, Grants::line), Rank.PRIVILEGES));
    items.addAll(items(snapshot.rows(DEFAULTS, Grants::line), Rank.DEFAULT_PRIVILEGES));
    return items;
  }

  private static Line line(Row row) throws SQLException {
    return new Line(
        new Target(
            row.text("key"),
            row.text("schema"),
            row.text("name"),
            row.text("owner_name"),
            row.text("type"),
            row.text("what"),
            row.text("column")),
        row.is("by_owner"),
        row.text("grantor"),
        row.text("grantee"),
        row.is("usual"),
        row.text("privilege_type"),
        row.is("is_grantable"));
  }

  private static List<Item> items(List<Line> lines, Rank rank) {
    Map<Target, TreeMap<String, Given>> targets = new LinkedHashMap<>();
    for (Line line : lines) {
      String order = (line.byOwner() ? "0" : "1" + line.grantor()) + "\0" + line.grantee();
      Given given =
          targets
              .computeIfAbsent(line.target(), t -> new TreeMap<>())
              .computeIfAbsent(
                  order,
                  o ->
                      new Given(
                          line.byOwner() ? "" : line.grantor(),
                          line.grantee(),
                          new TreeMap<>(),
                          new TreeMap<>()));
      (line.usual() ? given.usual() : given.actual())
          .merge(line.privilege(), line.grantable(), Boolean::logicalOr);
    }
    List<Item> items = new ArrayList<>();
    targets.forEach(
        (target, given) -> {
          List<String> statements = new ArrayList<>();
          inOrder(given.values()).forEach(g -> statements.addAll(statements(target, g, rank)));
          if (!statements.isEmpty()) {
            items.add(item(target, rank, statements));
          }
        });
    return items;
  }

  /** The same, but nobody passes on what was not given before. */
  private static List<Given> inOrder(Collection<Given> given) {
    List<Given> left = new ArrayList<>(given);
    List<Given> sorted = new ArrayList<>();
    while (!left.isEmpty()) {
      Given next =
          left.stream()
              .filter(one -> left.stream().noneMatch(other -> other.allows(one)))
              .findFirst()
              .orElse(left.get(0));
      left.remove(next);
      sorted.add(next);
    }
    return sorted;
  }

  private static Item item(Target target, Rank rank, List<String> statements) {
    boolean coming = rank == Rank.DEFAULT_PRIVILEGES;
    String name =
        coming
            ? target.name() + " " + target.what()
            : target.what() + (target.column().isEmpty() ? "" : " " + target.column());
    String title =
        coming ? "DEFAULT PRIVILEGES FOR " + target.what() : target.what() + column(target);
    return new Item(
        List.of("acl:" + target.key() + ":" + target.column()),
        rank,
        target.schema(),
        name,
        title + "; Type: " + (coming ? "DEFAULT ACL" : "ACL"),
        target.owner(),
        List.of(String.join("\n", statements)),
        null);
  }

  private static String column(Target target) {
    return target.column().isEmpty() ? "" : " COLUMN " + target.column();
  }

  private static List<String> statements(Target target, Given given, Rank rank) {
    List<String> added = new ArrayList<>();
    List<String> passable = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    given
        .actual()
        .forEach(
            (privilege, grantable) -> {
              Boolean before = given.usual().get(privilege);
              if (before == null || (grantable && !before)) {
                (grantable ? passable : added).add(privilege);
              }
            });
    given.usual().keySet().stream()
        .filter(p -> !given.actual().containsKey(p))
        .forEach(removed::add);
    List<String> statements = new ArrayList<>();
    String end = " ON " + target.what();
    if (!removed.isEmpty()) {
      statements.add("REVOKE " + list(target, removed) + end + " FROM " + given.grantee() + ";");
    }
    if (!added.isEmpty()) {
      statements.add("GRANT " + list(target, added) + end + " TO " + given.grantee() + ";");
    }
    if (!passable.isEmpty()) {
      statements.add(
          "GRANT "
              + list(target, passable)
              + end
              + " TO "
              + given.grantee()
              + " WITH GRANT OPTION;");
    }
    if (given.prefix().isEmpty() || statements.isEmpty()) {
      return statements;
    }
    if (rank == Rank.DEFAULT_PRIVILEGES) {
      return statements.stream().map(s -> given.prefix() + s).toList();
    }
    statements.add(0, "SET ROLE " + given.prefix() + ";");
    statements.add("RESET ROLE;");
    return statements;
  }

  private static String list(Target target, List<String> privileges) {
    boolean all = Set.copyOf(privileges).equals(ALL.get(target.type()));
    String column = target.column().isEmpty() ? "" : "(" + target.column() + ")";
    return all
        ? "ALL" + column
        : String.join(", ", privileges.stream().map(p -> p + column).toList());
  }
}
