package dev.neonflow.embedded.schema;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row of a result that is being read. */
final class Row {

  private final ResultSet set;

  Row(ResultSet set) {
    this.set = set;
  }

  /** A text, empty if it is null. */
  String text(String column) throws SQLException {
    String value = set.getString(column);
    return value == null ? "" : value;
  }

  @Nullable String maybe(String column) throws SQLException {
    return set.getString(column);
  }

  boolean is(String column) throws SQLException {
    return set.getBoolean(column);
  }

  long number(String column) throws SQLException {
    return set.getLong(column);
  }

  /** An array of texts, empty if it is null. */
  List<String> list(String column) throws SQLException {
    Array array = set.getArray(column);
    List<String> values = new ArrayList<>();
    if (array != null) {
      for (Object value : (Object[]) array.getArray()) {
        values.add(String.valueOf(value));
      }
    }
    return values;
  }
}
