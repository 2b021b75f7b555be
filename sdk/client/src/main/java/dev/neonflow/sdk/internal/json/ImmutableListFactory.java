package dev.neonflow.sdk.internal.json;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists that cannot be changed and hold no null. */
final class ImmutableListFactory implements JsonAdapter.Factory {

  @Override
  public @Nullable JsonAdapter<?> create(
      Type type, Set<? extends Annotation> annotations, Moshi moshi) {
    // Without a type of its items it is any JSON, which may hold nulls.
    if (Types.getRawType(type) != List.class || type == List.class || !annotations.isEmpty()) {
      return null;
    }
    JsonAdapter<List<Object>> mutable = moshi.nextAdapter(this, type, annotations);
    return new ImmutableList(mutable);
  }

  private static final class ImmutableList extends JsonAdapter<List<Object>> {
    private final JsonAdapter<List<Object>> mutable;

    private ImmutableList(JsonAdapter<List<Object>> mutable) {
      this.mutable = mutable;
    }

    @Override
    public @Nullable List<Object> fromJson(JsonReader reader) throws IOException {
      List<Object> list = mutable.fromJson(reader);
      if (list == null) {
        return null;
      }
      for (Object item : list) {
        if (item == null) {
          throw new JsonDataException("A null in the list at path " + reader.getPath());
        }
      }
      return List.copyOf(list);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable List<Object> value) throws IOException {
      mutable.toJson(writer, value);
    }
  }
}
