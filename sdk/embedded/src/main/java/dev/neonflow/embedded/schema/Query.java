package dev.neonflow.embedded.schema;

import java.util.List;
import java.util.Set;

/**
 * A question to the catalogs.
 *
 * @param sql one statement, without an end
 * @param kinds it finds nothing in a database that has none of these; empty if it always may
 */
record Query(String sql, List<Kind> kinds) {

  static Query of(String sql, Kind... kinds) {
    return new Query(sql, List.of(kinds));
  }

  boolean mayFind(Set<Kind> present) {
    return kinds.isEmpty() || kinds.stream().anyMatch(present::contains);
  }
}
