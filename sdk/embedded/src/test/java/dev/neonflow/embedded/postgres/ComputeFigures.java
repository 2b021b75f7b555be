package dev.neonflow.embedded.postgres;

import dev.neonflow.embedded.Figures;
import dev.neonflow.embedded.Figures.Runs;
import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.TestCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** What a compute costs: made, started, stopped, connected to, idle. */
public final class ComputeFigures {

  private static final int RUNS = 7;
  private static final int CLIENTS = 4;
  private static final long SPAN = TimeUnit.SECONDS.toNanos(2);
  private static final String BRANCH = "br-compute";

  /** Also the one that the compute keeps for a while. */
  private static final String END_SESSIONS =
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
          + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";

  /** Neither a session nor a worker of autovacuum, which is there for a moment now and then. */
  private static final Pattern LASTING =
      Pattern.compile("checkpointer|background writer|walwriter|autovacuum launcher");

  private final Figures figures;
  private final PostgresDataPlane plane;

  private ComputeFigures(Figures figures, PostgresDataPlane plane) {
    this.figures = figures;
    this.plane = plane;
  }

  /** Measures in a directory of its own below the given one. */
  public static void measure(Figures figures, Path dir) throws Exception {
    Path home = dir.resolve("compute-home");
    try (PostgresDataPlane plane = PostgresDataPlane.open(home, TestCache.DIR, false)) {
      new ComputeFigures(figures, plane).measure(dir);
    }
  }

  private void measure(Path dir) throws Exception {
    making(dir);
    Path data;
    try (Compute compute = plane.open(new ComputeSpec(BRANCH, "p", BRANCH, "e", 0))) {
      data = Path.of(Clients.query(compute.port(), "SELECT current_setting('data_directory')"));
      memory(compute, data);
      starting(compute);
      relay(compute, data);
    }
    orphan(data.getParent());
  }

  private void making(Path dir) throws IOException {
    Programs programs = new Programs(Bundle.unpack(TestCache.DIR), Way.probe());
    Runs template = new Runs();
    Runs initdb = new Runs();
    for (int run = 0; run <= RUNS; run++) {
      String id = run == 0 ? BRANCH : "br-made-" + run;
      double made =
          millis(() -> plane.createRoot(id, Clients.ROLE, Clients.PASSWORD, Clients.DATABASE));
      Path target = dir.resolve("initdb-" + Names.unique());
      double initialised = millis(() -> Template.initdb(programs, target, dir));
      Trees.delete(target);
      if (run > 0) {
        template.add(made);
        initdb.add(initialised);
        plane.delete(id);
      }
    }
    figures.atMost(
        "new project from the template, relative to `initdb`",
        template.median() / initdb.median(),
        0.3,
        "x",
        "project " + template + " ms, `initdb` " + initdb + " ms");
  }

  /** Each time of a new server, after the first work of a client, and of ours. */
  private void memory(Compute compute, Path data) throws IOException, SQLException {
    Runs memory = new Runs();
    for (int run = 0; run < RUNS; run++) {
      compute.suspend();
      Clients.query(compute.port(), "SELECT 1");
      compute.databases();
      memory.add(idle(compute, data));
    }
    figures.atMost("memory (PSS) of an idle compute", memory.median(), 20, " MB", memory + " MB");
  }

  /** Of the server and its children, when none of them works for anybody. */
  private static double idle(Compute compute, Path data) throws IOException {
    compute.execute("postgres", List.of(END_SESSIONS));
    ProcessHandle server = ProcessHandle.of(PidFile.read(data).orElseThrow().pid()).orElseThrow();
    Polling.until(
        "only what every server has is left",
        () ->
            server
                .descendants()
                .map(p -> read(p.pid(), "cmdline"))
                .allMatch(c -> LASTING.matcher(c).find()));
    long kilobytes =
        LongStream.concat(
                LongStream.of(server.pid()), server.descendants().mapToLong(ProcessHandle::pid))
            .map(ComputeFigures::pss)
            .sum();
    return kilobytes * 1024 / 1e6;
  }

  private static long pss(long pid) {
    return read(pid, "smaps_rollup")
        .lines()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /** What the kernel tells about a process; nothing when it has ended. */
  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/" + file));
    } catch (IOException e) {
      return "";
    }
  }

  private void starting(Compute compute) throws SQLException {
    Runs suspend = new Runs();
    Runs resume = new Runs();
    Runs cold = new Runs();
    Runs warm = new Runs();
    for (int run = 0; run <= 2 * RUNS; run++) {
      double stopped = millis(compute::suspend);
      double resumed = millis(compute::resume);
      compute.suspend();
      double first = millis(() -> Clients.query(compute.port(), "SELECT 1"));
      double second = millis(() -> Clients.query(compute.port(), "SELECT 1"));
      if (run > 0) {
        suspend.add(stopped);
        resume.add(resumed);
        cold.add(first);
        warm.add(second);
      }
    }
    figures.atMost("resume", resume.median(), 150, " ms", resume + " ms");
    figures.atMost("suspend", suspend.median(), 500, " ms", suspend + " ms");
    figures.atMost(
        "first connect to a suspended compute, beyond a warm connect",
        cold.median() - warm.median(),
        200,
        " ms",
        "first " + cold + " ms, warm " + warm + " ms");
  }

  private void relay(Compute compute, Path data) throws Exception {
    Clients.execute(
        compute.port(),
        "CREATE TABLE row AS SELECT i, i AS v FROM generate_series(1, 10000) i;"
            + "ALTER TABLE row ADD PRIMARY KEY (i)");
    int direct = Integer.parseInt(Clients.query(compute.port(), "SELECT current_setting('port')"));
    Runs through = new Runs();
    Runs beside = new Runs();
    for (int run = 0; run <= RUNS; run++) {
      double relayed = perSecond(compute.port());
      double bare = perSecond(direct);
      if (run > 0) {
        through.add(relayed);
        beside.add(bare);
      }
    }
    figures.atLeast(
        "throughput through the relay, of that of direct connections (4 clients, select by key)",
        through.median() / beside.median(),
        0.6,
        "x",
        through + " of " + beside + " a second");
    figures.told("memory (PSS) after that, idle again", idle(compute, data), " MB", "1 run");
  }

  private static double perSecond(int port) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Double>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(() -> selects(port)));
      }
      double sum = 0;
      for (Future<Double> client : clients) {
        sum += client.get();
      }
      return sum;
    } finally {
      threads.shutdown();
    }
  }

  private static double selects(int port) throws SQLException {
    try (Connection connection = Clients.connect(port);
        PreparedStatement select = connection.prepareStatement("SELECT v FROM row WHERE i = ?")) {
      long start = System.nanoTime();
      long count = 0;
      while (System.nanoTime() - start < SPAN) {
        select.setLong(1, 1 + count % 10_000);
        try (ResultSet row = select.executeQuery()) {
          row.next();
        }
        count++;
      }
      return count * 1e9 / (System.nanoTime() - start);
    }
  }

  /** Stops a server the way the next start does it after this JVM was killed. */
  private void orphan(Path root) throws IOException, SQLException {
    Runs reap = new Runs();
    for (int run = 0; run <= RUNS; run++) {
      try (Compute orphan = plane.open(new ComputeSpec(BRANCH, "p", BRANCH, "e", 0))) {
        Clients.query(orphan.port(), "SELECT 1");
        double millis = millis(() -> Processes.reap(root));
        if (run > 0) {
          reap.add(millis);
        }
      }
    }
    figures.atMost("stop what a killed server left", reap.median(), 2000, " ms", reap + " ms");
  }

  private interface Work {
    void run() throws IOException, SQLException;
  }

  private static double millis(Work work) {
    long start = System.nanoTime();
    try {
      work.run();
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
