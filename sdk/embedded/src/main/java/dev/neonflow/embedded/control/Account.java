package dev.neonflow.embedded.control;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import dev.neonflow.embedded.postgres.DataPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The projects of the one account, over one data plane. Thread-safe. */
public final class Account implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Account.class);
  private static final JsonAdapter<Stored> JSON = new Moshi.Builder().build().adapter(Stored.class);

  private final Shared shared;
  private final Directory directory;
  private final AtomicFile file;
  private volatile boolean scaleToZero;
  private volatile boolean watched;
  private volatile Stored stored;
  private final ConcurrentSkipListMap<String, ControlPlane> projects =
      new ConcurrentSkipListMap<>();

  /**
   * What is kept of the account itself.
   *
   * @param projects their ids in the order of their creation, the first one never goes
   */
  public record Stored(String userId, String organizationId, List<String> projects) {}

  private Account(
      DataPlane data,
      Directory directory,
      Clock clock,
      RandomGenerator random,
      OwnerSql sql,
      Limits limits,
      Disturbances disturbances) {
    Ids ids = new Ids(random);
    this.directory = directory;
    Ports ports = new Ports(random, this::hasPort);
    this.shared = new Shared(data, new Now(clock), ids, ports, sql, limits, disturbances);
    this.file = directory.file("account.json");
    this.stored =
        file.read()
            .map(text -> Store.parse(JSON, file, text))
            .orElseGet(() -> create(file, data, ids));
    for (String id : stored.projects()) {
      load(id);
    }
    removeUnlisted();
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
      DataPlane data,
      Directory directory,
      Clock clock,
      RandomGenerator random,
      Limits limits,
      boolean scaleToZero,
      Disturbances disturbances) {
    Account account =
        new Account(data, directory, clock, random, new JdbcOwnerSql(), limits, disturbances);
    account.watched = true;
    account.scaleToZero = scaleToZero;
    account.projects.values().forEach(project -> project.watch(scaleToZero));
    return account;
  }

  /** Without the background checks of expired branches and unused computes, and undisturbed. */
  static Account start(
      DataPlane data,
      Directory directory,
      Clock clock,
      RandomGenerator random,
      OwnerSql sql,
      Limits limits) {
    return new Account(data, directory, clock, random, sql, limits, Disturbances.NONE);
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

  /** How many projects there can be. */
  public int mostProjects() {
    return ProjectRules.MOST_PROJECTS;
  }

  /** All projects, by id. */
  public List<ControlPlane> projects() {
    return List.copyOf(projects.values());
  }

  /** One project. */
  public Optional<ControlPlane> project(String id) {
    return Optional.ofNullable(projects.get(id));
  }

  /**
   * Accepts a new project; it is usable when the operations are finished.
   *
   * @throws Refusal if it makes no sense, or there are too many
   */
  public synchronized Accepted<CreatedProject> create(NewProject request) {
    ProjectRules.makeable(projects.size(), request);
    String id = shared.ids().project();
    // First, so that a kill at any later moment leaves what the next start finds and removes.
    keep(Stream.concat(stored.projects().stream(), Stream.of(id)).toList());
    ControlPlane project;
    boolean recorded = false;
    try {
      project =
          ProjectCreation.record(
              shared, projectDirectory(id), id, stored.organizationId(), request);
      recorded = true;
    } finally {
      if (!recorded) {
        keep(stored.projects().stream().filter(listed -> !listed.equals(id)).toList());
      }
    }
    projects.put(id, project);
    if (watched) {
      project.watch(scaleToZero);
    }
    return project.make(request);
  }

  /**
   * Ends a project and removes all of its data.
   *
   * @return the project as it was
   * @throws Refusal if there is none of this id, or it must stay
   */
  public synchronized Project delete(String id) {
    ControlPlane project =
        project(id).orElseThrow(() -> Refusal.notFound("project \"" + id + "\" not found"));
    if (id.equals(stored.projects().get(0))) {
      throw Refusal.rule(
          "project \"" + id + "\" is the one that the embedded Neon started with; it stays");
    }
    Project last = project.project();
    project.end();
    // First, so that a kill at any later moment leaves what the next start finds and removes.
    boolean kept = false;
    try {
      keep(stored.projects().stream().filter(listed -> !listed.equals(id)).toList());
      kept = true;
    } finally {
      if (!kept) {
        project.goOn();
      }
    }
    projects.remove(id);
    project.delete();
    projectDirectory(id).remove();
    return last;
  }

  private void keep(List<String> ids) {
    Stored next = new Stored(stored.userId(), stored.organizationId(), ids);
    file.write(JSON.toJson(next));
    stored = next;
  }

  /** A project that was never finished goes; without the first one there is nothing to serve. */
  private void load(String id) {
    Directory home = projectDirectory(id);
    Optional<ControlPlane> project = ControlPlane.load(shared, home);
    boolean first = id.equals(stored.projects().get(0));
    boolean half = project.map(ControlPlane::halfMade).orElse(true);
    if (project.isPresent() && first && half) {
      // The account is recorded when all of its first project is there.
      project.get().finish();
    }
    if (project.isPresent() && (first || !half)) {
      projects.put(id, project.get());
    } else if (first) {
      throw new UncheckedIOException(
          ControlPlane.stateFile(home).damaged(), new IOException("it is missing"));
    } else {
      keep(stored.projects().stream().filter(listed -> !listed.equals(id)).toList());
    }
  }

  /** What is left of projects that were being made or deleted when the server was killed. */
  private void removeUnlisted() {
    for (Directory home : projectDirectories()) {
      if (!projects.containsKey(home.name()) && !home.aside()) {
        LOG.info("{} was not finished when the server stopped; removing it", home.path());
        ControlPlane.load(shared, home).ifPresent(ControlPlane::delete);
        home.remove();
      }
    }
  }

  private Stored create(AtomicFile file, DataPlane data, Ids ids) {
    projectDirectories().forEach(this::clear);
    data.timelines().forEach(data::setAside);
    Stored made = new Stored(ids.uuid(), ids.organization(), List.of(ids.project()));
    String projectId = made.projects().get(0);
    ProjectCreation.prepare(shared, projectDirectory(projectId), projectId, made.organizationId());
    file.write(JSON.toJson(made));
    return made;
  }

  /** What a first start that was killed left goes; anything else somebody may still want. */
  private void clear(Directory home) {
    Optional<ControlPlane> project = ControlPlane.load(shared, home);
    if (project.map(ControlPlane::halfMade).orElse(home.blank())) {
      project.ifPresent(ControlPlane::delete);
      home.remove();
    } else {
      home.setAside();
    }
  }

  private Directory projectDirectory(String id) {
    return directory.directory("projects").directory(id).ensure();
  }

  private List<Directory> projectDirectories() {
    Directory projects = directory.directory("projects");
    return projects.list().stream().map(projects::directory).toList();
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
