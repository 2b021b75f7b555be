package dev.neonflow.embedded.schema;

import java.util.List;

/**
 * A constraint of a table.
 *
 * @param name as statements write it
 * @param type as the catalog has it: {@code c}, {@code n}, {@code p}, {@code u}, {@code x}, {@code
 *     f}
 * @param valid whether it can stand in {@code CREATE TABLE}: existing rows are known to satisfy it
 * @param ambiguous whether another constraint of the schema has the same name
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
