package dev.neonflow.embedded.control;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import dev.neonflow.embedded.postgres.DatabaseSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private final Path directory;

  KeptSchemas(Path directory) {
    this.directory = directory;
  }

  void put(String timelineId, Map<String, DatabaseSchema> schemas) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + directory, e);
    }
    file(timelineId).write(JSON.toJson(schemas));
  }

  /** By database; empty if none were kept. */
  Optional<Map<String, DatabaseSchema>> of(String timelineId) {
    AtomicFile file = file(timelineId);
    return file.read().map(text -> Store.parse(JSON, file, text));
  }

  /** Removes those of all other timelines. */
  void retain(Set<String> timelineIds) {
    for (Path path : files()) {
      String name = path.getFileName().toString();
      if (!timelineIds.contains(name.substring(0, name.length() - SUFFIX.length()))) {
        new AtomicFile(path).delete();
      }
    }
  }

  private List<Path> files() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var paths = Files.list(directory)) {
      return paths.filter(path -> path.toString().endsWith(SUFFIX)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
  }

  private AtomicFile file(String timelineId) {
    return new AtomicFile(directory.resolve(timelineId + SUFFIX));
  }
}
