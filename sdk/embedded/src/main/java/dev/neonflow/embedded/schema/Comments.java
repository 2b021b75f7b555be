package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people wrote about objects. */
final class Comments {

  /** 2200 is the schema {@code public} that a database begins with. */
  private static final Query TEXTS =
      Query.of(
          """
          SELECT classoid::regclass || ':' || objoid || ':' || objsubid AS key, description
          FROM pg_description WHERE objoid >= 16384 OR objoid = 2200""");

  /** What it asks. */
  static final List<Query> QUERIES = List.of(TEXTS);

  private final Map<String, String> texts = new HashMap<>();

  static Comments read(Snapshot snapshot) throws SQLException {
    Comments comments = new Comments();
    snapshot.rows(TEXTS, row -> comments.texts.put(row.text("key"), row.text("description")));
    return comments;
  }

  /** The statement that comments the object of a key, empty if it has no comment. */
  String on(String key, String what) {
    return on(key, 0, what);
  }

  /** The same for a column, by its number. */
  String on(String key, long column, String what) {
    String text = texts.get(key + ":" + column);
    return text == null ? "" : "COMMENT ON " + what + " IS " + Text.literal(text) + ";";
  }

  /** The comment itself, empty if there is none. */
  String text(String key) {
    return texts.getOrDefault(key + ":0", "");
  }
}
