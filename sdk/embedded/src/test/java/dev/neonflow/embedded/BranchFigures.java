package dev.neonflow.embedded;

import dev.neonflow.embedded.Figures.Runs;
import dev.neonflow.embedded.postgres.LiveDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a branch takes, from the request until it answers a query, while four clients write into
 * its parent; and how these fare. Over the API, as a client sees it.
 */
final class BranchFigures {

  /** The smaller a branch is, the more of its time is chance. */
  private static final int RUNS = 15;

  private static final int LONG_RUNS = 7;
  private static final Duration BASELINE = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(2);

  private final Api api;
  private final List<Parent> parents = new ArrayList<>();

  BranchFigures(EmbeddedNeon neon) {
    this.api = new Api(neon);
  }

  /** A branch to copy, and what was measured with it. */
  private static final class Parent {
    final String name;
    final String id;
    final String uri;
    final Path data;
    final Duration pause;
    final double bar;
    final int runs;
    final Runs branch = new Runs();
    final Runs accepted = new Runs();
    final Runs copied = new Runs();
    final Runs started = new Runs();
    final Runs plain = new Runs();
    final Runs kept = new Runs();
    final Runs perSecond = new Runs();
    final Runs longest = new Runs();
    final Runs excess = new Runs();

    Parent(String name, Made made, Path data, Duration pause, double bar, int runs) {
      this.name = name;
      this.id = made.id;
      this.uri = made.uri;
      this.data = data;
      this.pause = pause;
      this.bar = bar;
      this.runs = runs;
    }
  }

  /** A branch, and when its making came how far. */
  private record Made(String id, String uri, long accepted, long copied, long started) {}

  void measure(Figures figures, Path scratch) throws SQLException, IOException {
    String root = api.get(api.project + "/branches").at("branches", 0, "id");
    add("empty", root, 0, Duration.ofMillis(20), 2.5, RUNS);
    add("200 MB", root, 170, Duration.ofMillis(5), 1.2, RUNS);
    add("1 GB", root, 1000, Duration.ofMillis(5), 1.0, LONG_RUNS);
    for (int run = 0; run <= RUNS; run++) {
      for (Parent parent : parents) {
        if (run <= parent.runs) {
          once(parent, scratch, run);
        }
      }
    }
    for (Parent parent : parents) {
      report(figures, parent);
    }
  }

  private void add(String name, String root, int megabytes, Duration pause, double bar, int runs)
      throws SQLException {
    Made made = make("parent-" + name.replace(" ", ""), root);
    TransferLoad.prepare(made.uri);
    if (megabytes > 0) {
      Database.execute(
          made.uri,
          "CREATE TABLE filler AS SELECT i, repeat(md5(i::text), 30) AS t FROM generate_series(1, "
              + megabytes * 1000
              + ") i");
    }
    Path data = Path.of(Database.query(made.uri, "SELECT current_setting('data_directory')"));
    parents.add(new Parent(name, made, data, pause, bar, runs));
  }

  /**
   * One branch and one plain copy; in every second run in the other order. The first is warm-up.
   */
  private void once(Parent parent, Path scratch, int run) throws SQLException, IOException {
    try (TransferLoad load = TransferLoad.start(parent.uri, parent.pause)) {
      LockSupport.parkNanos(BASELINE.toNanos());
      if (run % 2 == 0) {
        branch(parent, load, run);
        plain(parent, scratch, run);
      } else {
        plain(parent, scratch, run);
        branch(parent, load, run);
      }
    }
  }

  private void branch(Parent parent, TransferLoad load, int run) throws SQLException, IOException {
    LiveDirectory.settle(parent.data);
    LockSupport.parkNanos(BASELINE.toNanos());
    long start = System.nanoTime();
    Made made = make("run-" + parent.id + "-" + run, parent.id);
    Database.query(made.uri, "SELECT count(*) FROM account");
    long end = System.nanoTime();
    if (run > 0) {
      double before = load.perSecond(start - BASELINE.toNanos(), start);
      parent.branch.add(millis(start, end));
      parent.accepted.add(millis(start, made.accepted));
      parent.copied.add(millis(made.accepted, made.copied));
      parent.started.add(millis(made.copied, made.started));
      parent.perSecond.add(before);
      parent.kept.add(load.perSecond(start, end) / before);
      parent.longest.add(load.longest(start, end));
      Path child = Path.of(Database.query(made.uri, "SELECT current_setting('data_directory')"));
      long more = LiveDirectory.size(child) - LiveDirectory.sizeWithoutLog(parent.data);
      parent.excess.add(more / 1e6);
    }
    api.finish(api.delete(api.project + "/branches/" + made.id));
  }

  private static void plain(Parent parent, Path scratch, int run) throws IOException {
    LiveDirectory.settle(parent.data);
    LockSupport.parkNanos(BASELINE.toNanos());
    double millis = LiveDirectory.plainCopy(parent.data, scratch);
    if (run > 0) {
      parent.plain.add(millis);
    }
  }

  private Made make(String name, String parent) {
    Api.Answer answer =
        api.post(
            api.project + "/branches",
            "{'branch':{'name':'"
                + name
                + "','parent_id':'"
                + parent
                + "'},'endpoints':[{'type':'read_write'}]}");
    if (answer.status() != 201) {
      throw new IllegalStateException("The branch was refused: " + answer.body());
    }
    long accepted = System.nanoTime();
    List<Map<String, Object>> operations = answer.at("operations");
    long copied = finished(operations.get(0));
    long started = finished(operations.get(operations.size() - 1));
    return new Made(
        answer.at("branch", "id"),
        answer.at("connection_uris", 0, "connection_uri"),
        accepted,
        copied,
        started);
  }

  private long finished(Map<String, Object> operation) {
    while (true) {
      String status =
          api.get(api.project + "/operations/" + operation.get("id")).at("operation", "status");
      if (status.equals("finished")) {
        return System.nanoTime();
      }
      if (status.equals("failed") || status.equals("cancelled")) {
        throw new IllegalStateException("An operation is " + status);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static void report(Figures figures, Parent parent) {
    figures.atMost(
        "branch, parent of " + parent.name + " under load, relative to `cp -a`",
        parent.branch.median() / parent.plain.median(),
        parent.bar,
        "x",
        "branch " + parent.branch + " ms, `cp -a` " + parent.plain + " ms");
    figures.told(
        "of it: accepted, copied, started, answered",
        parent.copied.median(),
        " ms for the copy",
        parent.accepted + " ms, " + parent.copied + " ms, " + parent.started + " ms, rest");
    figures.atLeast(
        "writers' throughput while branching " + parent.name + ", of that before",
        parent.kept.median(),
        0.75,
        "x",
        parent.kept + " of " + parent.perSecond + " a second");
    figures.atMost(
        "longest transaction meanwhile",
        parent.longest.median(),
        100,
        " ms",
        parent.longest + " ms");
    figures.told(
        "disk of the branch beyond its parent's data",
        parent.excess.median(),
        " MB",
        parent.excess + " MB");
  }

  private static double millis(long from, long to) {
    return (to - from) / 1e6;
  }
}
