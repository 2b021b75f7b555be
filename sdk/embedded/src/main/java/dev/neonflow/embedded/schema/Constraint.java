package dev.neonflow.embedded.schema;

import java.util.List;

/**
 * A constraint of a table.
 *
 * @param name as statements write it
 * @param type as the catalog has it: {@code c}, {@code n}, {@code p}, {@code u}, {@code x}, {@code
 *     f}
 * @param valid whether it can stand in {@code CREATE TABLE}: existing rows are known to satisfy it
 * @param ambiguous whether the schema has a second one of this name that was not inherited
 */
record Constraint(
    String key,
    String table,
    String name,
    String plainName,
    String type,
    String definition,
    boolean local,
    boolean inherited,
    boolean noInherit,
    boolean valid,
    boolean ambiguous,
    List<String> columns,
    String comment) {

  String clause() {
    return "CONSTRAINT " + name + " " + definition;
  }
}
