package dev.neonflow.sdk.internal.json;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes maps with their nulls: who puts one in a map wants it to be sent. */
public final class SentNulls implements JsonAdapter.Factory {

  @Override
  public @Nullable JsonAdapter<?> create(
      Type type, Set<? extends Annotation> annotations, Moshi moshi) {
    return Types.getRawType(type) == Map.class && annotations.isEmpty()
        ? new MapAdapter(moshi.adapter(Object.class))
        : null;
  }

  private static final class MapAdapter extends JsonAdapter<Map<?, ?>> {
    private final JsonAdapter<Object> values;

    private MapAdapter(JsonAdapter<Object> values) {
      this.values = values;
    }

    @Override
    public Map<?, ?> fromJson(JsonReader reader) {
      throw new UnsupportedOperationException("these maps are only sent");
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Map<?, ?> map) throws IOException {
      if (map == null) {
        writer.nullValue();
        return;
      }
      writer.beginObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        writer.name(String.valueOf(entry.getKey()));
        Object value = entry.getValue();
        if (value == null) {
          boolean before = writer.getSerializeNulls();
          writer.setSerializeNulls(true);
          writer.nullValue();
          writer.setSerializeNulls(before);
        } else {
          values.toJson(writer, value);
        }
      }
      writer.endObject();
    }
  }
}
