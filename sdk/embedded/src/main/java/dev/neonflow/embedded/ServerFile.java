package dev.neonflow.embedded;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import dev.neonflow.embedded.control.AtomicFile;
import dev.neonflow.embedded.control.Directory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in a data directory which process serves it. */
final class ServerFile {

  private static final JsonAdapter<Entry> JSON = new Moshi.Builder().build().adapter(Entry.class);

  /** Systems compute a start time from a clock that may have been set since. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final AtomicFile file;
  private final AtomicFile key;

  ServerFile(Directory directory) {
    this.file = directory.file("server.json");
    this.key = directory.file("api-key");
  }

  /**
   * The file's content.
   *
   * @param started when the process started, in milliseconds since 1970; absent if unknown
   */
  public record Entry(long pid, @Nullable Long started, String apiBase, String projectId) {}

  Optional<String> apiKey() {
    return key.read().map(String::strip);
  }

  void writeApiKey(String value) {
    key.write(value + "\n");
  }

  void write(URI apiBase, String projectId) {
    ProcessHandle self = ProcessHandle.current();
    Long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(null);
    file.write(JSON.toJson(new Entry(self.pid(), started, apiBase.toString(), projectId)));
  }

  void delete() {
    file.delete();
  }

  /** The server, if the process that wrote the file lives. */
  Optional<RunningServer> running() {
    Optional<Entry> entry = file.read().flatMap(ServerFile::parse);
    Optional<String> apiKey = apiKey();
    if (entry.isEmpty() || apiKey.isEmpty() || !alive(entry.get())) {
      return Optional.empty();
    }
    Entry found = entry.get();
    return Optional.of(
        new RunningServer(
            found.pid(), URI.create(found.apiBase()), found.projectId(), apiKey.get()));
  }

  private static boolean alive(Entry entry) {
    Optional<ProcessHandle> process = ProcessHandle.of(entry.pid()).filter(ProcessHandle::isAlive);
    if (process.isEmpty() || entry.started() == null) {
      return process.isPresent();
    }
    Instant recorded = Instant.ofEpochMilli(entry.started());
    return process
        .get()
        .info()
        .startInstant()
        .map(now -> Duration.between(recorded, now).abs().compareTo(TOLERANCE) <= 0)
        .orElse(true);
  }

  private static Optional<Entry> parse(String text) {
    try {
      return Optional.ofNullable(JSON.fromJson(text));
    } catch (IOException | JsonDataException damaged) {
      return Optional.empty();
    }
  }
}
