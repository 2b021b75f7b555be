package dev.neonflow.workflows.internal.json;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records of a JSON tree. Members that a record does not have are ignored. */
public final class RecordReader {

  private final TypeRegistry types;

  /** With these names for records behind interfaces. */
  public RecordReader(TypeRegistry types) {
    this.types = types;
  }

  /**
   * A record of this class.
   *
   * @param where for messages, for example {@code config}
   * @throws JsonRefusal naming what is missing or wrong
   */
  public <T> T read(@Nullable Object json, Class<T> type, String where) {
    Map<?, ?> object = object(json, where);
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      String here = where + "." + component.getName();
      Object value = object.get(component.getName());
      if (value != null) {
        values[i] = value(value, component.getGenericType(), here);
      } else if (component.getType().isPrimitive() || !Members.nullable(component)) {
        throw new JsonRefusal(here + " is missing", "give it a value");
      }
    }
    return type.cast(Members.make(type, values, where));
  }

  /** A record by its registered name: {@code type}, {@code version} and {@code config}. */
  public <T> T readNamed(@Nullable Object json, Class<T> declared, String where) {
    Map<?, ?> object = object(json, where);
    Class<?> type = types.find(object, declared, where);
    return declared.cast(read(object.get("config"), type, where));
  }

  /** A text that must be there. */
  public String text(Map<?, ?> object, String name, String where) {
    return (String) value(object.get(name), String.class, where + "." + name);
  }

  /** An object that must be there. */
  public static Map<?, ?> object(@Nullable Object json, String where) {
    if (json instanceof Map<?, ?> object) {
      return object;
    }
    throw wrong(where, "an object", json);
  }

  /** One of an enum's names. */
  public <T> T constant(@Nullable Object json, Class<T> type, String where) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(json))
        .findFirst()
        .orElseThrow(
            () -> wrong(where, "one of " + Arrays.toString(type.getEnumConstants()), json));
  }

  private Object value(@Nullable Object json, Type type, String where) {
    Class<?> raw = Members.raw(type, where);
    Scalar scalar = Scalar.of(raw).orElse(null);
    if (scalar != null) {
      return scalar(scalar, json, where);
    }
    if (raw.isEnum()) {
      return constant(json, raw, where);
    }
    if (raw == List.class) {
      return list(json, Members.argument(type, 0, where), where);
    }
    if (raw == Map.class && Members.argument(type, 0, where) == String.class) {
      Map<String, Object> map = new LinkedHashMap<>();
      Type item = Members.argument(type, 1, where);
      object(json, where)
          .forEach((key, value) -> map.put((String) key, value(value, item, where + "." + key)));
      return map;
    }
    if (raw.isRecord()) {
      return read(json, raw, where);
    }
    if (raw.isInterface()) {
      return readNamed(json, raw, where);
    }
    throw Members.unsupported(where, type);
  }

  private List<Object> list(@Nullable Object json, Type item, String where) {
    if (!(json instanceof List<?> array)) {
      throw wrong(where, "a list", json);
    }
    List<Object> list = new ArrayList<>();
    for (Object one : array) {
      list.add(value(one, item, where + "[" + list.size() + "]"));
    }
    return list;
  }

  private static Object scalar(Scalar scalar, @Nullable Object json, String where) {
    if (json == null || !scalar.json().isInstance(json)) {
      throw wrong(where, scalar.words(), json);
    }
    try {
      return scalar.read().apply(json);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw wrong(where, scalar.words(), json);
    }
  }

  private static JsonRefusal wrong(String where, String words, @Nullable Object json) {
    return new JsonRefusal(
        where + " should be " + words + ", not " + kind(json), "correct the value in the JSON");
  }

  private static String kind(@Nullable Object json) {
    if (json == null) {
      return "missing";
    }
    return json instanceof Map<?, ?> ? "an object" : json instanceof List<?> ? "a list" : "" + json;
  }
}
