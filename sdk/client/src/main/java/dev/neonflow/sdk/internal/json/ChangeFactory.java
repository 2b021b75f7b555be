package dev.neonflow.sdk.internal.json;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import dev.neonflow.sdk.Change;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a {@link Change}: nothing, null, or the value. */
final class ChangeFactory implements JsonAdapter.Factory {

  @Override
  public @Nullable JsonAdapter<?> create(
      Type type, Set<? extends Annotation> annotations, Moshi moshi) {
    if (Types.getRawType(type) != Change.class || !(type instanceof ParameterizedType of)) {
      return null;
    }
    return new ChangeAdapter<>(moshi.<Object>adapter(of.getActualTypeArguments()[0], annotations));
  }

  private static final class ChangeAdapter<T> extends JsonAdapter<Change<T>> {
    private final JsonAdapter<T> values;

    private ChangeAdapter(JsonAdapter<T> values) {
      this.values = values;
    }

    @Override
    public Change<T> fromJson(JsonReader reader) {
      throw new UnsupportedOperationException("a change is only sent");
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Change<T> change) throws IOException {
      if (change == null || change.kind() == Change.Kind.KEEP) {
        writer.nullValue();
      } else if (change.kind() == Change.Kind.SET) {
        values.toJson(writer, change.value());
      } else {
        boolean before = writer.getSerializeNulls();
        writer.setSerializeNulls(true);
        writer.nullValue();
        writer.setSerializeNulls(before);
      }
    }
  }
}
