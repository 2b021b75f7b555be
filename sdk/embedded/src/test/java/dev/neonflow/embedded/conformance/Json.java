package dev.neonflow.embedded.conformance;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A JSON document, or a part of one. */
record Json(@Nullable Object value) {

  static Json parse(String text) {
    try {
      return new Json(new Moshi.Builder().build().adapter(Object.class).fromJson(text));
    } catch (IOException | JsonDataException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  String print() {
    return new Moshi.Builder().build().adapter(Object.class).toJson(value);
  }

  /** What is inside, by the names of members and the numbers of elements; null if it is not. */
  Json at(Object... path) {
    Object part = value;
    for (Object step : path) {
      if (part instanceof List<?> list && step instanceof Integer index && index < list.size()) {
        part = list.get(index);
      } else if (part instanceof Map<?, ?> map) {
        part = map.get(step);
      } else {
        throw new AssertionError("no " + step + " in " + part);
      }
    }
    return new Json(part);
  }

  String text(Object... path) {
    return String.valueOf(at(path).value());
  }

  boolean has(String member) {
    return value instanceof Map<?, ?> map && map.containsKey(member);
  }

  int size() {
    return list().size();
  }

  /** The elements of an array. */
  List<Json> items() {
    return IntStream.range(0, size()).mapToObj(this::at).toList();
  }

  /** One member of each element of an array. */
  List<String> each(String member) {
    return items().stream().map(item -> item.text(member)).toList();
  }

  private List<?> list() {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new AssertionError("no array: " + value);
  }
}
