package dev.neonflow.sdk.internal.json;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSpecify's word good: a component of one of our records that is not {@code @Nullable} and
 * was not in the JSON is an error that names it. (Moshi itself would leave a null there.)
 */
final class RequiredFieldsFactory implements JsonAdapter.Factory {

  @Override
  public @Nullable JsonAdapter<?> create(
      Type type, Set<? extends Annotation> annotations, Moshi moshi) {
    if (!(type instanceof Class<?> raw)
        || !raw.isRecord()
        || !raw.getName().startsWith("dev.neonflow.sdk.")) {
      return null;
    }
    List<RecordComponent> required = new ArrayList<>();
    for (RecordComponent component : raw.getRecordComponents()) {
      if (!component.getType().isPrimitive()
          && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(component);
      }
    }
    JsonAdapter<Object> lenient = moshi.nextAdapter(this, type, annotations);
    return new RequiredFields(lenient, required);
  }

  private static final class RequiredFields extends JsonAdapter<Object> {
    private final JsonAdapter<Object> lenient;
    private final List<RecordComponent> required;

    private RequiredFields(JsonAdapter<Object> lenient, List<RecordComponent> required) {
      this.lenient = lenient;
      this.required = required;
    }

    @Override
    public @Nullable Object fromJson(JsonReader reader) throws IOException {
      Object value = lenient.fromJson(reader);
      if (value == null) {
        return null;
      }
      for (RecordComponent component : required) {
        if (read(component, value) == null) {
          String place = reader.getPath() + "." + name(component);
          throw new JsonDataException("Required field missing at path " + place);
        }
      }
      return value;
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Object value) throws IOException {
      lenient.toJson(writer, value);
    }

    private static @Nullable Object read(RecordComponent component, Object record) {
      try {
        return component.getAccessor().invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new JsonDataException("Cannot read record component " + component, e);
      }
    }

    private static String name(RecordComponent component) {
      Json json = component.getAnnotation(Json.class);
      return json == null ? component.getName() : json.name();
    }
  }
}
