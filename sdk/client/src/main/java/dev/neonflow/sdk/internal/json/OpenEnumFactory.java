package dev.neonflow.sdk.internal.json;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import dev.neonflow.sdk.values.AlsoRead;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Enums that declare {@code UNKNOWN}: it is read for every text without a constant, and never
 * written. Neon's spelling is the constant's in lower case, or what {@link Json} says; {@link
 * AlsoRead} adds a second one.
 */
final class OpenEnumFactory implements JsonAdapter.Factory {

  @Override
  public @Nullable JsonAdapter<?> create(
      Type type, Set<? extends Annotation> annotations, Moshi moshi) {
    if (!(type instanceof Class<?> raw) || !raw.isEnum()) {
      return null;
    }
    Map<String, Enum<?>> byText = new HashMap<>();
    Enum<?> unknown = null;
    for (Object constant : raw.getEnumConstants()) {
      Enum<?> value = (Enum<?>) constant;
      if (value.name().equals("UNKNOWN")) {
        unknown = value;
      } else {
        byText.put(text(value), value);
        AlsoRead other = field(value).getAnnotation(AlsoRead.class);
        if (other != null) {
          byText.put(other.value(), value);
        }
      }
    }
    return unknown == null ? null : new OpenEnum(byText, unknown);
  }

  private static String text(Enum<?> value) {
    Json json = field(value).getAnnotation(Json.class);
    return json == null ? value.name().toLowerCase(Locale.ROOT) : json.name();
  }

  private static Field field(Enum<?> value) {
    try {
      return value.getDeclaringClass().getField(value.name());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("an enum without the field of its constant", e);
    }
  }

  private static final class OpenEnum extends JsonAdapter<Enum<?>> {
    private final Map<String, Enum<?>> byText;
    private final Enum<?> unknown;

    private OpenEnum(Map<String, Enum<?>> byText, Enum<?> unknown) {
      this.byText = byText;
      this.unknown = unknown;
    }

    @Override
    public @Nullable Enum<?> fromJson(JsonReader reader) throws IOException {
      if (reader.peek() == JsonReader.Token.NULL) {
        return reader.nextNull();
      }
      return byText.getOrDefault(reader.nextString(), unknown);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Enum<?> value) throws IOException {
      if (value == null) {
        writer.nullValue();
      } else if (value == unknown) {
        throw new JsonDataException("UNKNOWN cannot be sent at path " + writer.getPath());
      } else {
        writer.value(text(value));
      }
    }
  }
}
