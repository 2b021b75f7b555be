package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.ComputeSpec;
import dev.neonflow.embedded.postgres.DataPlane;
import dev.neonflow.embedded.postgres.DatabaseRow;
import dev.neonflow.embedded.postgres.DatabaseSchema;
import dev.neonflow.embedded.postgres.NoRoomException;
import dev.neonflow.embedded.postgres.PostgresException;
import dev.neonflow.embedded.postgres.Use;
import dev.neonflow.embedded.schema.SchemaJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Phaser;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Timelines that are only names; copies can be made to wait or to fail. */
final class MemoryDataPlane implements DataPlane {

  private final Map<String, String> timelines = new ConcurrentHashMap<>();
  private final Map<String, MemoryCompute> computes = new ConcurrentHashMap<>();
  private final Map<String, MemoryCompute> replicas = new ConcurrentHashMap<>();
  private final Set<String> aside = ConcurrentHashMap.newKeySet();
  private final Phaser gate = new Phaser(1);
  private volatile boolean gated;
  private volatile boolean failing;
  private volatile boolean failingOpens;
  private volatile boolean failingRoots;
  private volatile boolean failingResumes;
  private volatile Runnable afterDelete = () -> {};
  private volatile Consumer<String> witness = call -> {};
  private volatile Runnable beforeSchema = () -> {};
  private volatile List<String> roles = List.of("neondb_owner");
  private volatile int room = Integer.MAX_VALUE;
  private final Map<String, Map<String, String>> passwords = new ConcurrentHashMap<>();

  /** From now on copies wait for {@link #letCopiesPass()}. */
  void holdCopies() {
    gated = true;
  }

  void letCopiesPass() {
    gated = false;
    gate.arrive();
  }

  void failCopies() {
    failing = true;
  }

  void failResumes() {
    failingResumes = true;
  }

  void failRoots() {
    failingRoots = true;
  }

  void failOpens() {
    failingOpens = true;
  }

  void afterDelete(Runnable action) {
    afterDelete = action;
  }

  /** Is told of each call that changes something, before it does. */
  void witness(Consumer<String> told) {
    witness = told;
  }

  /** Runs before a schema is read. */
  void beforeSchema(Runnable action) {
    beforeSchema = action;
  }

  /** The roles that every compute has from now on. */
  void roles(String... names) {
    roles = List.of(names);
  }

  /** From now on there can be so many timelines. */
  void room(int timelineCount) {
    room = timelineCount;
  }

  /** What this one knows, in a data plane of its own: as after a kill. */
  MemoryDataPlane killed() {
    MemoryDataPlane next = new MemoryDataPlane();
    next.timelines.putAll(timelines);
    passwords.forEach((id, m) -> next.passwords.put(id, new ConcurrentHashMap<>(m)));
    return next;
  }

  /** The passwords that were set on a timeline, or copied with it. */
  Map<String, String> passwords(String timelineId) {
    return passwords.computeIfAbsent(timelineId, id -> new ConcurrentHashMap<>());
  }

  MemoryCompute compute(String timelineId) {
    return computes.get(timelineId);
  }

  @Override
  public void createRoot(String timelineId, String role, String password, String database) {
    if (failingRoots) {
      throw new PostgresException("the disk is full", null);
    }
    timelines.put(timelineId, "");
  }

  @Override
  public String copy(String parentId, String timelineId) {
    int phase = gate.getPhase();
    if (gated) {
      gate.awaitAdvance(phase);
    }
    if (failing) {
      throw new PostgresException("the disk is full", null);
    }
    if (timelines.size() >= room) {
      throw new NoRoomException("the disk is full");
    }
    witness.accept("copy");
    timelines.put(timelineId, parentId);
    passwords(timelineId).putAll(passwords(parentId));
    passwords(timelineId).keySet().retainAll(roles);
    witness.accept("copied");
    return "0/1A2B3C4";
  }

  @Override
  public Compute bind(ComputeSpec spec, @Nullable ServerSocket listener, Runnable beforeStart) {
    close(listener);
    if (computes.containsKey(spec.timelineId())) {
      throw new PostgresException("open compute", null);
    }
    MemoryCompute compute = new MemoryCompute(spec, beforeStart, false);
    computes.put(spec.timelineId(), compute);
    return compute;
  }

  @Override
  public Compute bindReplica(
      ComputeSpec spec, @Nullable ServerSocket listener, Runnable beforeStart) {
    close(listener);
    MemoryCompute compute = new MemoryCompute(spec, beforeStart, true);
    replicas.put(spec.endpointId(), compute);
    return compute;
  }

  private static void close(@Nullable ServerSocket listener) {
    try {
      if (listener != null) {
        listener.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MemoryCompute replica(String endpointId) {
    return replicas.get(endpointId);
  }

  @Override
  public void delete(String timelineId) {
    if (computes.containsKey(timelineId)) {
      throw new PostgresException("open compute", null);
    }
    witness.accept("delete");
    timelines.remove(timelineId);
    witness.accept("deleted");
    afterDelete.run();
  }

  @Override
  public void setAside(String timelineId) {
    timelines.remove(timelineId);
    aside.add(timelineId);
  }

  /** What was set aside. */
  Set<String> aside() {
    return aside;
  }

  @Override
  public Set<String> timelines() {
    return new TreeSet<>(timelines.keySet());
  }

  @Override
  public String version() {
    return "18.6";
  }

  @Override
  public void close() {
    computes.clear();
    replicas.clear();
  }

  final class MemoryCompute implements Compute {

    volatile Map<String, String> passwords;
    volatile ComputeSpec spec;
    private volatile boolean held;
    final List<String> executed = new CopyOnWriteArrayList<>();
    private final Runnable beforeStart;
    private final boolean replica;
    private volatile boolean started;
    private volatile boolean running;
    private volatile String refusal = "";
    private volatile Use use = new Use(0, 0);

    MemoryCompute(ComputeSpec spec, Runnable beforeStart, boolean replica) {
      this.spec = spec;
      this.beforeStart = beforeStart;
      this.replica = replica;
      this.passwords = passwords(spec.timelineId());
    }

    /** A client comes, which starts it. */
    void connect() {
      running = true;
      use = new Use(use.sessions() + 1, use.total() + 1);
    }

    /** A client goes. */
    void disconnect() {
      use = new Use(use.sessions() - 1, use.total());
    }

    /** What clients are told that are not served, or nothing. */
    String refusal() {
      return refusal;
    }

    @Override
    public int port() {
      return spec.port();
    }

    @Override
    public boolean running() {
      return running;
    }

    @Override
    public void resume() {
      assertFalse(held, "nothing starts a held compute");
      if (!running) {
        beforeStart.run();
      }
      if (failingOpens || !timelines.containsKey(spec.timelineId())) {
        throw new PostgresException("no data", null);
      }
      if (started) {
        if (failingResumes) {
          throw new PostgresException("it does not start", null);
        }
        witness.accept("resume");
      }
      started = true;
      running = true;
    }

    @Override
    public void hold() {
      witness.accept("hold");
      held = true;
      running = false;
    }

    @Override
    public void moveTo(String timelineId) {
      witness.accept("move");
      computes.remove(spec.timelineId(), this);
      spec =
          new ComputeSpec(
              timelineId, spec.projectId(), spec.branchId(), spec.endpointId(), spec.port());
      passwords = passwords(timelineId);
      if (!replica) {
        computes.put(timelineId, this);
      }
      held = false;
    }

    boolean held() {
      return held;
    }

    @Override
    public void suspend() {
      running = false;
    }

    @Override
    public boolean suspendUnlessUsed() {
      if (use.sessions() == 0) {
        running = false;
      }
      return !running;
    }

    @Override
    public Use use() {
      return use;
    }

    @Override
    public void refuse(String message) {
      refusal = message;
    }

    @Override
    public void admit() {
      refusal = "";
    }

    @Override
    public List<DatabaseRow> databases() {
      return List.of(new DatabaseRow("neondb", "neondb_owner"));
    }

    @Override
    public List<String> roles() {
      return roles;
    }

    @Override
    public DatabaseSchema schema(String database) {
      beforeSchema.run();
      return new DatabaseSchema("-- " + database, new SchemaJson(List.of()));
    }

    @Override
    public List<String> roleStatements() {
      return passwords.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    }

    @Override
    public void execute(String database, List<String> texts) {
      executed.addAll(texts);
      texts.stream()
          .map(text -> text.split("=", 2))
          .filter(role -> role.length == 2)
          .forEach(role -> passwords.put(role[0], role[1]));
    }

    @Override
    public void executeAs(String role, String password, String database, List<String> texts) {
      executed.addAll(texts);
    }

    @Override
    public void createRole(String role, boolean login, String owner) {}

    @Override
    public void changeDatabase(String database, String newName, String owner) {}

    @Override
    public void setPassword(String role, String password) {
      passwords.put(role, password);
    }

    @Override
    public void close() {
      computes.remove(spec.timelineId(), this);
      replicas.remove(spec.endpointId(), this);
    }
  }
}
