package dev.neonflow.sdk.internal.json;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.values.Exact;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values that are a single text in JSON. Errors name the place, never the text. */
final class TextAdapters {
  static final JsonAdapter.Factory FACTORY =
      (type, annotations, moshi) -> {
        if (type == Secret.class) {
          return new TextAdapter<>("text", Secret::of, Secret::reveal);
        }
        if (type == Instant.class) {
          boolean exact = annotations.stream().anyMatch(a -> a.annotationType() == Exact.class);
          return new TextAdapter<>(
              "time", TextAdapters::instant, exact ? Instant::toString : TextAdapters::seconds);
        }
        return null;
      };

  private TextAdapters() {}

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  /** Neon keeps whole seconds. */
  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static final class TextAdapter<T> extends JsonAdapter<T> {
    private final String what;
    private final Function<String, T> read;
    private final Function<T, String> write;

    private TextAdapter(String what, Function<String, T> read, Function<T, String> write) {
      this.what = what;
      this.read = read;
      this.write = write;
    }

    @Override
    public @Nullable T fromJson(JsonReader reader) throws IOException {
      if (reader.peek() == JsonReader.Token.NULL) {
        return reader.nextNull();
      }
      String text = reader.nextString();
      try {
        return read.apply(text);
      } catch (DateTimeException e) {
        throw new JsonDataException("Not a " + what + " at path " + reader.getPath());
      }
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable T value) throws IOException {
      if (value == null) {
        writer.nullValue();
      } else {
        writer.value(write.apply(value));
      }
    }
  }
}
