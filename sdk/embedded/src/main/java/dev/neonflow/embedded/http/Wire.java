package dev.neonflow.embedded.http;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import dev.neonflow.embedded.control.Refusal;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How wire records become text and back. What is null is left out. */
final class Wire {

  private static final Moshi MOSHI = new Moshi.Builder().build();

  private Wire() {}

  static String write(Object body) {
    JsonAdapter<Object> adapter = MOSHI.adapter((Type) body.getClass());
    return adapter.toJson(body);
  }

  /**
   * Reads a body; an empty one counts as an object without members. A member that the type does not
   * have is refused as not served, so that nobody believes it was heeded.
   */
  static <T> T read(String body, Class<T> type) {
    String json = body.isBlank() ? "{}" : body;
    JsonAdapter<T> adapter = MOSHI.adapter(type);
    if (parse(json, adapter) == null) {
      throw Refusal.invalid("the request body must be a JSON object");
    }
    try {
      return Objects.requireNonNull(adapter.failOnUnknown().fromJson(json));
    } catch (IOException | JsonDataException e) {
      throw Refusal.notServed("all of the request: " + e.getMessage());
    }
  }

  private static <T> @Nullable T parse(String json, JsonAdapter<T> adapter) {
    try {
      return adapter.fromJson(json);
    } catch (IOException | JsonDataException e) {
      throw Refusal.invalid("the request body is not the JSON that is expected: " + e.getMessage());
    }
  }

  static Instant instant(String field, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException e) {
      throw Refusal.invalid(field + " \"" + text + "\" is not an RFC 3339 time with a zone");
    }
  }

  static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
