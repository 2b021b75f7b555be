package dev.neonflow.workflows.migrate.diff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The objects of a schema. Filled by {@link DumpReader}; mutable, for one thread. */
final class Catalog {
  private final Map<ObjectId, Map<Aspect, String>> objects = new LinkedHashMap<>();
  private final Map<String, ObjectId> relations = new HashMap<>();
  private final Map<String, ObjectId> indexes = new HashMap<>();
  private final Map<String, String> identities = new HashMap<>();
  private final List<Written> statements = new ArrayList<>();

  /**
   * A statement and what it is about.
   *
   * @param root the object that stands for itself, which it is about
   */
  record Written(ObjectId root, String text) {}

  /** The objects of a dump. */
  static Catalog of(String sql) {
    return DumpReader.read(sql);
  }

  Set<ObjectId> ids() {
    return Collections.unmodifiableSet(objects.keySet());
  }

  /** What is known of an object; null if it is not there. */
  @Nullable Map<Aspect, String> get(ObjectId id) {
    return objects.get(id);
  }

  boolean has(ObjectId id) {
    return objects.containsKey(id);
  }

  /** One thing that is known of an object; empty if it has none, or is not there. */
  String get(ObjectId id, Aspect aspect) {
    return objects.getOrDefault(id, Map.of()).getOrDefault(aspect, "");
  }

  /** The table, view or sequence of this name. */
  Optional<ObjectId> relation(String name) {
    return Optional.ofNullable(relations.get(name));
  }

  /** The index of this name, or the constraint that has it. */
  Optional<ObjectId> index(String name) {
    return Optional.ofNullable(indexes.get(name));
  }

  List<Written> statements() {
    return Collections.unmodifiableList(statements);
  }

  void add(ObjectId id) {
    objects.computeIfAbsent(id, any -> new EnumMap<>(Aspect.class));
    if (id.isRelation()) {
      relations.putIfAbsent(id.name(), id);
    } else if (id.kind().equals(ObjectId.INDEX)) {
      indexes.putIfAbsent(id.name(), id);
    } else if (id.kind().equals(ObjectId.CONSTRAINT)) {
      indexes.putIfAbsent(id.table().substring(0, id.table().lastIndexOf('.') + 1) + id.name(), id);
    }
  }

  /** Says something of an object, which is there from then on. */
  void set(ObjectId id, Aspect aspect, String value) {
    add(id);
    if (!value.isEmpty()) {
      objects.getOrDefault(id, new EnumMap<>(Aspect.class)).put(aspect, value);
    }
  }

  /** The same, beside what was said before. */
  void append(ObjectId id, Aspect aspect, String value) {
    String before = get(id, aspect);
    set(id, aspect, before.isEmpty() ? value : before + "; " + value);
  }

  /** A sequence that is there only for a column of a table. */
  void identity(String sequence, String table) {
    identities.put(sequence, table);
  }

  void written(ObjectId root, String text) {
    statements.add(new Written(root, text));
  }

  /** What an object is a part of, or it itself. */
  ObjectId root(ObjectId id) {
    if (!id.table().isEmpty()) {
      String table = identities.getOrDefault(id.table(), id.table());
      return relation(table).orElseGet(() -> ObjectId.table(table));
    }
    String column = get(id, Aspect.OWNED_BY);
    int dot = column.lastIndexOf('.');
    return dot < 0 ? id : relation(column.substring(0, dot)).orElse(id);
  }

  /** Without the objects, and the statements about them, whose root is such a one. */
  Catalog without(Predicate<ObjectId> root) {
    Catalog rest = new Catalog();
    rest.identities.putAll(identities);
    objects.forEach(
        (id, aspects) -> {
          if (!root.test(root(id))) {
            rest.add(id);
            aspects.forEach((aspect, value) -> rest.set(id, aspect, value));
          }
        });
    for (Written written : statements) {
      if (!root.test(root(written.root()))) {
        rest.statements.add(written);
      }
    }
    return rest;
  }
}
