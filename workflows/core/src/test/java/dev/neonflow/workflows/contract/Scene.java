package dev.neonflow.workflows.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.report.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of one test do and what they did. Steps travel, so they find it by its name,
 * wherever in this JVM they run. Thread-safe.
 */
final class Scene implements AutoCloseable {

  // What else could a step find that was read back from JSON, in a thread of some other library?
  private static final Map<String, Scene> OPEN = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private static final Duration TURN = Duration.ofMillis(20);

  private final int number;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<RunReport> reports = new CopyOnWriteArrayList<>();
  private final Map<String, Deed> deeds = new ConcurrentHashMap<>();
  private final Map<String, Deed> undos = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> begun = new ConcurrentHashMap<>();
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean pullRequestClosed;

  private Scene(int number) {
    this.number = number;
  }

  /** What a step does, in what it does or undoes. */
  interface Deed {
    void in(StepContext context) throws Exception;
  }

  static Scene open() {
    Scene scene = new Scene(NUMBERS.incrementAndGet());
    OPEN.put(scene.name(), scene);
    return scene;
  }

  static Scene named(String name) {
    return Objects.requireNonNull(OPEN.get(name), name);
  }

  static boolean isClosed(int pullRequest) {
    Scene scene = OPEN.get("scene-" + pullRequest);
    return scene != null && scene.pullRequestClosed;
  }

  /** Lets go of what still works, after a test that failed. */
  @Override
  public void close() {
    release();
    OPEN.remove(name());
  }

  /** Fit for a workflow's name; no other scene has it. */
  String name() {
    return "scene-" + number;
  }

  /** No other scene has it. */
  int pullRequest() {
    return number;
  }

  void closePullRequest() {
    pullRequestClosed = true;
  }

  /** A step that notes that it ran, and no more. */
  Act step(String id) {
    return new Act(name(), id, Runs.ON_SUCCESS, true, List.of());
  }

  Act step(String id, Deed deed) {
    deeds.put(id, deed);
    return step(id);
  }

  /** Also done when the step of this id is undone. */
  void onUndo(String id, Deed deed) {
    undos.put(id, deed);
  }

  /** A place for reports. */
  Telling reporter() {
    return new Telling(name());
  }

  Telling reporter(Deed deed) {
    deeds.put("report", deed);
    return reporter();
  }

  void note(String what) {
    log.add(what);
  }

  /** The ids of the steps in the order in which they ran, {@code report} for reports. */
  List<String> log() {
    return List.copyOf(log);
  }

  List<RunReport> reports() {
    return List.copyOf(reports);
  }

  /** How many steps worked at the same time, at most. */
  int mostAtOnce() {
    return mostAtOnce.get();
  }

  /** Waits until a step of this id, or {@code undo} and its id, has begun. */
  void awaitBegun(String id) throws InterruptedException {
    assertTrue(begun(id).await(2, TimeUnit.MINUTES), id + " has not begun");
  }

  /** Ends as slowly as this, told to stop or not, unless something of this id begins before. */
  void endsSlowlyUnlessBegun(String id, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    boolean over = false;
    while (!over) {
      try {
        var unused = begun(id).await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        over = true;
      } catch (InterruptedException e) {
        // It was told to stop already.
      }
    }
  }

  /** A deed that lasts until {@link #release()}, unless it is told to stop. */
  void untilReleased(StepContext context) {
    while (released.getCount() > 0) {
      context.pause(TURN);
    }
  }

  /** The same, but it does not listen. */
  void untilReleasedWhatever(StepContext context) throws InterruptedException {
    while (!released.await(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
      context.heartbeat();
    }
  }

  void release() {
    released.countDown();
  }

  /** Throws it, whatever it is. */
  static Deed failing(Exception thrown) {
    return context -> {
      throw thrown;
    };
  }

  Note act(String id, StepContext context) throws Exception {
    mostAtOnce.accumulateAndGet(working.incrementAndGet(), Math::max);
    try {
      begin(id);
      deeds.getOrDefault(id, unused -> {}).in(context);
      return new Note("by " + id);
    } finally {
      working.decrementAndGet();
    }
  }

  void undo(String id, @Nullable Note output, StepContext context) throws Exception {
    log.add("undo " + id + (output == null ? ", half done" : ", done " + output.text()));
    begun("undo " + id).countDown();
    undos.getOrDefault(id, unused -> {}).in(context);
  }

  void report(RunReport report, StepContext context) throws Exception {
    reports.add(report);
    begin("report");
    deeds.getOrDefault("report", unused -> {}).in(context);
  }

  private void begin(String id) {
    log.add(id);
    begun(id).countDown();
  }

  private CountDownLatch begun(String id) {
    return begun.computeIfAbsent(id, unused -> new CountDownLatch(1));
  }
}
