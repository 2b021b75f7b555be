package dev.neonflow.workflows.internal.json;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a JSON tree of a record. Components come in their order, maps in the order of their keys,
 * null not at all.
 */
public final class RecordWriter {

  private final TypeRegistry types;

  /** With these names for records behind interfaces. */
  public RecordWriter(TypeRegistry types) {
    this.types = types;
  }

  /**
   * The components of a record.
   *
   * @param where for messages, for example {@code config}
   * @throws JsonRefusal naming what cannot be written and why
   */
  public Map<String, Object> write(Record record, String where) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String name = component.getName();
      String here = where + "." + name;
      SecretRules.checkDeclared(here, name, component.getType());
      Object value = Members.get(record, component, here);
      if (value != null) {
        object.put(name, value(value, component.getGenericType(), here));
      } else if (!Members.nullable(component)) {
        throw new JsonRefusal(
            here + " is null", "give it a value, or annotate the component with @Nullable");
      }
    }
    return object;
  }

  /** A record with its registered name: {@code type}, {@code version} and {@code config}. */
  public Map<String, Object> writeNamed(Record record, String where) {
    Map<String, Object> object = new LinkedHashMap<>();
    types.putName(record.getClass(), object, where);
    object.put("config", write(record, where));
    return object;
  }

  private Object value(@Nullable Object value, Type type, String where) {
    if (value == null) {
      throw new JsonRefusal(where + " is null", "leave it out");
    }
    Class<?> raw = Members.raw(type, where);
    Scalar scalar = Scalar.of(raw).orElse(null);
    if (scalar != null) {
      return scalar(scalar, value, where);
    }
    if (raw.isEnum()) {
      return ((Enum<?>) value).name();
    }
    if (raw == List.class) {
      List<Object> array = new ArrayList<>();
      Type item = Members.argument(type, 0, where);
      for (Object one : (List<?>) value) {
        array.add(value(one, item, where + "[" + array.size() + "]"));
      }
      return array;
    }
    if (raw == Map.class && Members.argument(type, 0, where) == String.class) {
      return map((Map<?, ?>) value, Members.argument(type, 1, where), where);
    }
    if (raw.isRecord()) {
      return write((Record) value, where);
    }
    if (raw.isInterface() && value instanceof Record record) {
      return writeNamed(record, where);
    }
    boolean ours = raw.isInterface() && !raw.getName().startsWith("java.");
    throw Members.unsupported(where, ours ? value.getClass() : type);
  }

  private static Object scalar(Scalar scalar, Object value, String where) {
    try {
      Object written = scalar.write().apply(value);
      SecretRules.checkText(where, written.toString());
      return written;
    } catch (IllegalArgumentException e) {
      throw new JsonRefusal(where + ": " + e.getMessage(), "give another value");
    }
  }

  private Object map(Map<?, ?> map, Type type, String where) {
    Map<String, Object> object = new TreeMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = (String) entry.getKey();
      String here = where + "." + key;
      SecretRules.checkDeclared(here, key, Members.raw(type, here));
      object.put(key, value(entry.getValue(), type, here));
    }
    return object;
  }
}
