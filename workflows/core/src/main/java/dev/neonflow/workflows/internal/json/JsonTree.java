package dev.neonflow.workflows.internal.json;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps, lists, texts, numbers and booleans. Objects keep the order of their members;
 * numbers are {@link BigDecimal} when read, so that none loses a digit.
 */
public final class JsonTree {

  private static final String REMEDY = "give the text that toJson() wrote";

  private JsonTree() {}

  /**
   * Reads an object.
   *
   * @throws JsonRefusal if it is not one
   */
  public static Map<?, ?> parse(String json) {
    try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(json))) {
      Object value = read(reader);
      if (reader.peek() != JsonReader.Token.END_DOCUMENT || !(value instanceof Map<?, ?> object)) {
        throw new JsonRefusal("this is no JSON object", REMEDY);
      }
      return object;
    } catch (IOException | JsonDataException e) {
      throw new JsonRefusal("this is no JSON: " + withoutAdvice(e), REMEDY);
    }
  }

  /** Moshi tells how to make it take what it refuses, which nobody here can do. */
  private static String withoutAdvice(Exception e) {
    return String.valueOf(e.getMessage())
        .replace("Use JsonReader.setLenient(true) to accept malformed JSON", "malformed");
  }

  /** Writes an object, indented by two spaces. */
  public static String print(Map<?, ?> object) {
    Buffer buffer = new Buffer();
    try (JsonWriter writer = JsonWriter.of(buffer)) {
      writer.setIndent("  ");
      write(object, writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.readUtf8();
  }

  private static @Nullable Object read(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> {
        List<@Nullable Object> array = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
          array.add(read(reader));
        }
        reader.endArray();
        yield array;
      }
      case STRING -> reader.nextString();
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      default -> reader.nextNull();
    };
  }

  private static Map<String, @Nullable Object> object(JsonReader reader) throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.containsKey(name)) {
        throw new JsonDataException("it has " + name + " twice at " + reader.getPath());
      }
      object.put(name, read(reader));
    }
    reader.endObject();
    return object;
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new JsonDataException(text + " is no number", e);
    }
  }

  private static void write(@Nullable Object value, JsonWriter writer) throws IOException {
    if (value instanceof Map<?, ?> object) {
      writer.beginObject();
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        writer.name(entry.getKey().toString());
        write(entry.getValue(), writer);
      }
      writer.endObject();
    } else if (value instanceof List<?> array) {
      writer.beginArray();
      for (Object item : array) {
        write(item, writer);
      }
      writer.endArray();
    } else if (value instanceof Boolean truth) {
      writer.value(truth);
    } else if (value instanceof Number number) {
      writer.value(number);
    } else if (value == null) {
      writer.nullValue();
    } else {
      writer.value(value.toString());
    }
  }
}
