package dev.neonflow.sdk.internal.http;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import dev.neonflow.sdk.Secret;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import okio.Buffer;
import okio.BufferedSource;

/**
 * JSON as it may be shown. Values are hidden by the names of their fields, and wherever they come
 * again later, for example in the text of an error. What is no JSON is not shown. Thread-safe.
 */
final class BodyText {

  static final String HIDDEN = "***";
  private static final int REMEMBERED = 1000;

  /** A short value may be part of any word. */
  private static final int SHORTEST = 6;

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(password|secret|token|credential|authorization|private_key|signature).*"
              + "|key|api_key|jwt|uri|url|dsn|connection_uri|connection_string");

  private static final Pattern USER_INFO = Pattern.compile("(://[^/@\\s:]*:)[^@/\\s]+@");

  private final Secret apiKey;
  private final Set<String> seen =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  BodyText(Secret apiKey) {
    this.apiKey = apiKey;
  }

  /** Whether what has this name is not shown. */
  static boolean isSecret(String name) {
    return SECRET_NAME.matcher(name).matches();
  }

  /** One line; of JSON that is cut off as much as there is. */
  String of(BufferedSource body) {
    Buffer text = new Buffer();
    // Neither is closed: a writer that is complains of JSON that does not end.
    JsonReader reader = JsonReader.of(body);
    JsonWriter writer = JsonWriter.of(text);
    writer.setSerializeNulls(true);
    try {
      copy(reader, writer);
      return plain(text.readUtf8());
    } catch (IOException | JsonDataException cutOff) {
      return text.size() == 0 ? "no JSON" : plain(text.readUtf8()) + "...";
    }
  }

  private void copy(JsonReader reader, JsonWriter writer) throws IOException {
    int depth = 0;
    do {
      switch (reader.peek()) {
        case BEGIN_ARRAY -> {
          reader.beginArray();
          writer.beginArray();
          depth++;
        }
        case END_ARRAY -> {
          reader.endArray();
          writer.endArray();
          depth--;
        }
        case BEGIN_OBJECT -> {
          reader.beginObject();
          writer.beginObject();
          depth++;
        }
        case END_OBJECT -> {
          reader.endObject();
          writer.endObject();
          depth--;
        }
        case NAME -> {
          String name = reader.nextName();
          writer.name(plain(name));
          if (isSecret(name)) {
            hide(reader);
            writer.value(HIDDEN);
          }
        }
        case STRING -> writer.value(plain(reader.nextString()));
        case NUMBER -> writer.value(new BigDecimal(reader.nextString()));
        case BOOLEAN -> writer.value(reader.nextBoolean());
        case NULL -> {
          reader.<Object>nextNull();
          writer.nullValue();
        }
        case END_DOCUMENT -> depth = 0;
      }
    } while (depth > 0);
  }

  private void hide(JsonReader reader) throws IOException {
    if (reader.peek() != JsonReader.Token.STRING) {
      reader.skipValue();
      return;
    }
    String value = reader.nextString();
    if (value.length() >= SHORTEST) {
      seen.add(value);
    }
  }

  private String plain(String text) {
    String shown = USER_INFO.matcher(text).replaceAll("$1" + HIDDEN + "@");
    if (!apiKey.isEmpty()) {
      shown = shown.replace(apiKey.reveal(), HIDDEN);
    }
    for (String secret : seen.toArray(new String[0])) {
      shown = shown.replace(secret, HIDDEN);
    }
    return shown;
  }
}
