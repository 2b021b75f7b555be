package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.ComputeSpec;
import dev.neonflow.embedded.postgres.DataPlane;
import dev.neonflow.embedded.postgres.DatabaseRow;
import dev.neonflow.embedded.postgres.PostgresException;
import dev.neonflow.embedded.postgres.Use;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;

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
  private volatile Runnable afterDelete = () -> {};

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

  void failRoots() {
    failingRoots = true;
  }

  void failOpens() {
    failingOpens = true;
  }

  void afterDelete(Runnable action) {
    afterDelete = action;
  }

  MemoryCompute compute(String timelineId) {
    return computes.get(timelineId);
  }

  MemoryCompute replica(String endpointId) {
    return replicas.get(endpointId);
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
    timelines.put(timelineId, parentId);
    return "0/1A2B3C4";
  }

  @Override
  public Compute bind(ComputeSpec spec, Runnable beforeStart) {
    MemoryCompute compute = new MemoryCompute(spec, beforeStart, computes, spec.timelineId());
    computes.put(spec.timelineId(), compute);
    return compute;
  }

  @Override
  public Compute bindReplica(ComputeSpec spec, Runnable beforeStart) {
    MemoryCompute compute = new MemoryCompute(spec, beforeStart, replicas, spec.endpointId());
    replicas.put(spec.endpointId(), compute);
    return compute;
  }

  /** Starts what a compute serves. */
  private void start(ComputeSpec spec) {
    if (failingOpens || !timelines.containsKey(spec.timelineId())) {
      throw new PostgresException("no data", null);
    }
  }

  @Override
  public void delete(String timelineId) {
    if (computes.containsKey(timelineId)) {
      throw new PostgresException("open compute", null);
    }
    timelines.remove(timelineId);
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

    final Map<String, String> passwords = new ConcurrentHashMap<>();
    final ComputeSpec spec;
    private final Runnable beforeStart;
    private final Map<String, MemoryCompute> open;
    private final String key;
    private volatile boolean running;
    private volatile String refusal = "";
    private volatile Use use = new Use(0, 0);

    MemoryCompute(
        ComputeSpec spec, Runnable beforeStart, Map<String, MemoryCompute> open, String key) {
      this.spec = spec;
      this.beforeStart = beforeStart;
      this.open = open;
      this.key = key;
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
      if (!running) {
        beforeStart.run();
        start(spec);
        running = true;
      }
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
      return List.of("neondb_owner");
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
      open.remove(key, this);
    }
  }
}
