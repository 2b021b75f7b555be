package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which catalog row needs which, with rows that belong to another counted as that one. */
final class Dependencies {

  private static final Query PARTS =
      Query.of(
          """
      SELECT 'pg_type:' || t.oid AS part, CASE
          WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN 'pg_type:' || t.typelem
          WHEN t.typtype = 'm' THEN
            'pg_type:' || (SELECT r.rngtypid FROM pg_range r WHERE r.rngmultitypid = t.oid)
          ELSE 'pg_class:' || t.typrelid END AS whole
      FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
      WHERE t.oid >= 16384 AND (t.typcategory = 'A' AND t.typelem <> 0 OR t.typtype = 'm'
        OR t.typrelid <> 0 AND c.relkind <> 'c')
      UNION ALL
      SELECT classid::regclass || ':' || objid, refclassid::regclass || ':' || refobjid
      FROM pg_depend WHERE deptype = 'e'""");

  private static final Query EDGES =
      Query.of(
          """
      SELECT DISTINCT classid::regclass || ':' || objid AS part,
             refclassid::regclass || ':' || refobjid AS whole
      FROM pg_depend WHERE deptype <> 'e' AND objid >= 16384 AND refobjid >= 2200
      UNION
      SELECT 'attached:' || i.inhrelid, k FROM pg_inherits i JOIN pg_index x
        ON x.indexrelid = i.inhrelid,
        LATERAL (VALUES ('pg_class:' || i.inhrelid), ('pg_class:' || i.inhparent)) AS v (k)""");

  /** What it asks. */
  static final List<Query> QUERIES = List.of(PARTS, EDGES);

  private final Map<String, String> parts = new HashMap<>();
  private final List<Edge> edges = new ArrayList<>();

  /** The first needs the second. */
  record Edge(String dependent, String needed) {}

  static Dependencies read(Snapshot snapshot) throws SQLException {
    Dependencies read = new Dependencies();
    snapshot.rows(PARTS, row -> read.parts.put(row.text("part"), row.text("whole")));
    read.edges.addAll(snapshot.rows(EDGES, row -> new Edge(row.text("part"), row.text("whole"))));
    return read;
  }

  List<Edge> edges() {
    return edges.stream().map(e -> new Edge(whole(e.dependent()), whole(e.needed()))).toList();
  }

  private String whole(String key) {
    String at = key;
    for (String next = parts.get(at); next != null; next = parts.get(at)) {
      at = next;
    }
    return at;
  }
}
