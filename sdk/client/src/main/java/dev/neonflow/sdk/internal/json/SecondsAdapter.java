package dev.neonflow.sdk.internal.json;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import dev.neonflow.sdk.values.Seconds;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes a {@link Seconds} duration. */
final class SecondsAdapter extends JsonAdapter<Duration> {

  static @Nullable JsonAdapter<?> create(
      Type type, Set<? extends Annotation> annotations, Moshi moshi) {
    boolean seconds = annotations.stream().anyMatch(a -> a.annotationType() == Seconds.class);
    return type == Duration.class && seconds ? new SecondsAdapter() : null;
  }

  @Override
  public @Nullable Duration fromJson(JsonReader reader) throws IOException {
    return reader.peek() == JsonReader.Token.NULL
        ? reader.nextNull()
        : Duration.ofSeconds(reader.nextLong());
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable Duration value) throws IOException {
    if (value == null) {
      writer.nullValue();
    } else {
      writer.value(value.toSeconds());
    }
  }
}
