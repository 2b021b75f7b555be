package dev.neonflow.embedded.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Statements that stay together, and where they stand.
 *
 * @param keys the catalog rows that these statements make, as {@code pg_class:16384}
 * @param schema empty for what is in no schema
 * @param name unique together with rank and schema; decides the order within them
 * @param title what the statements are about, as {@code users; Type: TABLE}
 * @param split the same in more items that need less, for one that is part of a circle
 */
record Item(
    List<String> keys,
    Rank rank,
    String schema,
    String name,
    String title,
    String owner,
    List<String> statements,
    @Nullable Supplier<List<Item>> split) {

  static Item of(String key, Rank rank, String schema, String name, String kind, String owner) {
    return new Item(
        List.of(key), rank, schema, name, name + "; Type: " + kind, owner, List.of(), null);
  }

  /** With more statements; empty ones are left out. */
  Item saying(List<String> more) {
    List<String> all = new ArrayList<>(statements);
    more.stream().filter(s -> !s.isEmpty()).forEach(all::add);
    return new Item(keys, rank, schema, name, title, owner, List.copyOf(all), split);
  }

  Item saying(String... more) {
    return saying(List.of(more));
  }

  Item titled(String other) {
    return new Item(keys, rank, schema, name, other, owner, statements, split);
  }

  Item making(List<String> more) {
    List<String> all = new ArrayList<>(keys);
    all.addAll(more);
    return new Item(all, rank, schema, name, title, owner, statements, split);
  }

  Item splitting(Supplier<List<Item>> into) {
    return new Item(keys, rank, schema, name, title, owner, statements, into);
  }

  /** As text: a heading, the statements, two empty lines. */
  void print(StringBuilder out) {
    if (statements.isEmpty()) {
      return;
    }
    String heading =
        "Name: "
            + title
            + "; Schema: "
            + (schema.isEmpty() ? "-" : schema)
            + "; Owner: "
            + (owner.isEmpty() ? "-" : owner);
    out.append("--\n-- ").append(heading.replaceAll("[\\r\\n]", " ")).append("\n--\n\n");
    out.append(String.join("\n\n\n", statements));
    out.append("\n\n\n");
  }
}
