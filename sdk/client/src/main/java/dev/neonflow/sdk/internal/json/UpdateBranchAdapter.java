package dev.neonflow.sdk.internal.json;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import dev.neonflow.sdk.branches.UpdateBranch;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a change by hand: a field left out and a field that is null mean different things. */
final class UpdateBranchAdapter extends JsonAdapter<UpdateBranch> {
  private final JsonAdapter<Instant> times;

  private UpdateBranchAdapter(JsonAdapter<Instant> times) {
    this.times = times;
  }

  @Override
  public UpdateBranch fromJson(JsonReader reader) {
    throw new UnsupportedOperationException("a change is only sent");
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable UpdateBranch change) throws IOException {
    if (change == null) {
      throw new IllegalArgumentException("no change given");
    }
    writer.beginObject().name("branch").beginObject();
    if (change.name() != null) {
      writer.name("name").value(change.name());
    }
    if (change.isProtected() != null) {
      writer.name("protected").value(change.isProtected());
    }
    if (change.expiry() == UpdateBranch.Expiry.SET) {
      writer.name("expires_at");
      times.toJson(writer, change.expiresAt());
    }
    if (change.expiry() == UpdateBranch.Expiry.CLEAR) {
      boolean before = writer.getSerializeNulls();
      writer.setSerializeNulls(true);
      writer.name("expires_at").nullValue();
      writer.setSerializeNulls(before);
    }
    writer.endObject().endObject();
  }

  static final class Factory implements JsonAdapter.Factory {
    @Override
    public @Nullable JsonAdapter<?> create(
        Type type, Set<? extends Annotation> annotations, Moshi moshi) {
      return type == UpdateBranch.class
          ? new UpdateBranchAdapter(moshi.adapter(Instant.class))
          : null;
    }
  }
}
