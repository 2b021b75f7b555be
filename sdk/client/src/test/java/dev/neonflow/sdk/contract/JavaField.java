package dev.neonflow.sdk.contract;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Seconds;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A component of a record.
 *
 * @param owner the record's name
 * @param seconds whether it is a length of time that is a number in JSON
 */
record JavaField(String owner, AnnotatedType type, boolean seconds) {

  /** The components by the name that they have in JSON. */
  static Map<String, JavaField> of(Class<?> record) {
    Map<String, JavaField> fields = new LinkedHashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      Json json = component.getAnnotation(Json.class);
      fields.put(
          json == null ? component.getName() : json.name(),
          new JavaField(
              record.getSimpleName(),
              component.getAnnotatedType(),
              component.isAnnotationPresent(Seconds.class)));
    }
    return fields;
  }
}
