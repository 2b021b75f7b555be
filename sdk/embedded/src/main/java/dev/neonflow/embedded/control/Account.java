package dev.neonflow.embedded.control;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import dev.neonflow.embedded.postgres.DataPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;

/** The projects of the one account, over one data plane. Thread-safe. */
public final class Account implements AutoCloseable {

  private static final JsonAdapter<Stored> JSON = new Moshi.Builder().build().adapter(Stored.class);

  private final Shared shared;
  private final Path directory;
  private final Stored stored;
  private final ConcurrentSkipListMap<String, ControlPlane> projects =
      new ConcurrentSkipListMap<>();

  /**
   * What is kept of the account itself.
   *
   * @param projects their ids in the order of their creation, the first one never goes
   */
  public record Stored(String userId, String organizationId, List<String> projects) {}

  private Account(
      DataPlane data, Path directory, Clock clock, RandomGenerator random, OwnerSql sql) {
    Ids ids = new Ids(random);
    this.directory = directory;
    this.shared = new Shared(data, new Now(clock), ids, new Ports(random, this::hasPort), sql);
    AtomicFile file = new AtomicFile(directory.resolve("account.json"));
    this.stored =
        file.read()
            .map(text -> Store.parse(JSON, file, text))
            .orElseGet(() -> create(file, data, ids));
    for (String id : stored.projects()) {
      projects.put(id, ControlPlane.load(shared, projectDirectory(id)));
    }
    setStraysAside(data);
    projects.values().forEach(ControlPlane::recover);
  }

  /**
   * Starts with what the directory holds, or with one new project. The data plane stays the
   * caller's.
   *
   * @param random strong, for it makes the passwords
   * @param scaleToZero whether computes are suspended that no client uses
   */
  public static Account start(
      DataPlane data, Path directory, Clock clock, RandomGenerator random, boolean scaleToZero) {
    Account account = start(data, directory, clock, random, new JdbcOwnerSql());
    for (ControlPlane project : account.projects.values()) {
      project.expiration().start();
      if (scaleToZero) {
        project.scaleToZero().start();
      }
    }
    return account;
  }

  /** Without the background checks of expired branches and unused computes. */
  static Account start(
      DataPlane data, Path directory, Clock clock, RandomGenerator random, OwnerSql sql) {
    return new Account(data, directory, clock, random, sql);
  }

  /** The account's one user. */
  public String userId() {
    return stored.userId();
  }

  /** The organization that all projects belong to. */
  public String organizationId() {
    return stored.organizationId();
  }

  /** The project that the server started with. */
  public ControlPlane first() {
    return project(stored.projects().get(0)).orElseThrow();
  }

  /** All projects, by id. */
  public List<ControlPlane> projects() {
    return List.copyOf(projects.values());
  }

  /** One project. */
  public Optional<ControlPlane> project(String id) {
    return Optional.ofNullable(projects.get(id));
  }

  private Stored create(AtomicFile file, DataPlane data, Ids ids) {
    data.timelines().forEach(data::setAside);
    Stored made = new Stored(ids.uuid(), ids.organization(), List.of(ids.project()));
    String projectId = made.projects().get(0);
    ControlPlane.createFirst(shared, projectDirectory(projectId), projectId, made.organizationId());
    file.write(JSON.toJson(made));
    return made;
  }

  private Path projectDirectory(String id) {
    Path path = directory.resolve("projects").resolve(id);
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + path, e);
    }
  }

  /** What no branch of any project is on, somebody may still want. */
  private void setStraysAside(DataPlane data) {
    Set<String> strays = new HashSet<>(data.timelines());
    projects.values().forEach(project -> strays.removeAll(project.timelines()));
    strays.forEach(data::setAside);
  }

  private boolean hasPort(int port) {
    return projects.values().stream().anyMatch(project -> project.hasPort(port));
  }

  /** Lets running operations end; what waits is cleaned up or finished by the next start. */
  @Override
  public void close() {
    projects.values().parallelStream().forEach(ControlPlane::close);
    shared.ports().close();
  }
}
