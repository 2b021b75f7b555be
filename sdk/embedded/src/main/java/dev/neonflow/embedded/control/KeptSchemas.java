package dev.neonflow.embedded.control;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import dev.neonflow.embedded.postgres.DatabaseSchema;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The schemas that timelines began with, by database, in a file for each timeline. Thread-safe. */
final class KeptSchemas {

  private static final String SUFFIX = ".json";
  private static final JsonAdapter<Map<String, DatabaseSchema>> JSON =
      new Moshi.Builder()
          .build()
          .adapter(Types.newParameterizedType(Map.class, String.class, DatabaseSchema.class));

  private final Directory directory;

  KeptSchemas(Directory directory) {
    this.directory = directory;
  }

  void put(String timelineId, Map<String, DatabaseSchema> schemas) {
    directory.ensure();
    file(timelineId).write(JSON.toJson(schemas));
  }

  /** By database; empty if none were kept. */
  Optional<Map<String, DatabaseSchema>> of(String timelineId) {
    AtomicFile file = file(timelineId);
    return file.read().map(text -> Store.parse(JSON, file, text));
  }

  /** Removes those of all other timelines. */
  void retain(Set<String> timelineIds) {
    for (String name : directory.list()) {
      if (name.endsWith(SUFFIX)
          && !timelineIds.contains(name.substring(0, name.length() - SUFFIX.length()))) {
        directory.file(name).delete();
      }
    }
  }

  private AtomicFile file(String timelineId) {
    return directory.file(timelineId + SUFFIX);
  }
}
