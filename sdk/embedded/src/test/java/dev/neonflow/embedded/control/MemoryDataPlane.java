package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.ComputeSpec;
import dev.neonflow.embedded.postgres.DataPlane;
import dev.neonflow.embedded.postgres.DatabaseRow;
import dev.neonflow.embedded.postgres.PostgresException;
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
  private final Set<String> aside = ConcurrentHashMap.newKeySet();
  private final Phaser gate = new Phaser(1);
  private volatile boolean gated;
  private volatile boolean failing;
  private volatile boolean failingOpens;
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

  void failOpens() {
    failingOpens = true;
  }

  void afterDelete(Runnable action) {
    afterDelete = action;
  }

  MemoryCompute compute(String timelineId) {
    return computes.get(timelineId);
  }

  @Override
  public void createRoot(String timelineId, String role, String password, String database) {
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
  public Compute open(ComputeSpec spec, Runnable beforeStart) {
    beforeStart.run();
    if (failingOpens || !timelines.containsKey(spec.timelineId())) {
      throw new PostgresException("no data", null);
    }
    MemoryCompute compute = new MemoryCompute(spec);
    computes.put(spec.timelineId(), compute);
    return compute;
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
  }

  final class MemoryCompute implements Compute {

    final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final ComputeSpec spec;
    private volatile boolean running = true;

    MemoryCompute(ComputeSpec spec) {
      this.spec = spec;
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
      running = true;
    }

    @Override
    public void suspend() {
      running = false;
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
    public void setPassword(String role, String password) {
      passwords.put(role, password);
    }

    @Override
    public void close() {
      computes.remove(spec.timelineId());
    }
  }
}
