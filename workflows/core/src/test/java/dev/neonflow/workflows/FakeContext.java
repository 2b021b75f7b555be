package dev.neonflow.workflows;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.Connections;
import dev.neonflow.workflows.report.RunReport;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A step's context without a run: remembers progress, can be cancelled from any thread. */
public final class FakeContext implements StepContext, CancelToken {
  /** Looks like a real one; percent signs and such make its encoded form differ. */
  public static final Secret PASSWORD = Secret.of("p%ss w/rd+42");

  public final CopyOnWriteArrayList<String> progress = new CopyOnWriteArrayList<>();
  public final AtomicInteger heartbeats = new AtomicInteger();
  public volatile Consumer<String> onProgress = text -> {};
  public volatile Runnable onHeartbeat = () -> {};
  public volatile Secrets secrets = name -> Secret.of("secret_of_" + name);
  public final CopyOnWriteArrayList<Duration> pauses = new CopyOnWriteArrayList<>();

  /** Told before each pause. */
  public volatile Consumer<Duration> onPause = duration -> {};

  /** Whether pauses end at once, and the clock goes on as if they had not. */
  public volatile boolean skipsPauses;

  private final Subject subject;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final CopyOnWriteArrayList<Runnable> actions = new CopyOnWriteArrayList<>();

  public FakeContext(Subject subject) {
    this.subject = subject;
  }

  public static FakeContext forCommit(String commit) {
    return new FakeContext(subject(42, commit));
  }

  public static Subject subject(int pullRequest, String commit) {
    return new Subject(
        "preview/silent-hall-1/acme/shop/pr-" + pullRequest,
        "silent-hall-1",
        "acme/shop",
        pullRequest,
        "feature",
        commit);
  }

  /** URIs that lead nowhere. */
  public static ConnectionUris uris() {
    String template = "postgresql://neondb_owner@ep-a-1%s.example.com/neondb?sslmode=require";
    return new ConnectionUris(
        withPassword(String.format(template, "")),
        withPassword(String.format(template, "-pooler")));
  }

  private static ConnectionUri withPassword(String uri) {
    return ConnectionUri.parse(Secret.of(uri)).withRole("neondb_owner", PASSWORD);
  }

  public void cancelRun() {
    cancelled.countDown();
    actions.forEach(Runnable::run);
  }

  @Override
  public boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  @Override
  public void throwIfCancelled() {
    if (isCancelled()) {
      throw new WorkflowCancelledException("cancelled", "", null);
    }
  }

  @Override
  public Registration onCancel(Runnable action) {
    actions.add(action);
    if (isCancelled()) {
      action.run();
    }
    return () -> actions.remove(action);
  }

  @Override
  public void pause(Duration duration) {
    heartbeat();
    pauses.add(duration);
    onPause.accept(duration);
    throwIfCancelled();
    if (skipsPauses) {
      return;
    }
    try {
      if (cancelled.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        throwIfCancelled();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public CancelToken cancel() {
    return this;
  }

  @Override
  public Clock clock() {
    Duration skipped =
        skipsPauses ? pauses.stream().reduce(Duration.ZERO, Duration::plus) : Duration.ZERO;
    return Clock.offset(Clock.systemUTC(), skipped);
  }

  @Override
  public void progress(String text, double fraction) {
    progress.add(text);
    onProgress.accept(text);
  }

  @Override
  public void heartbeat() {
    heartbeats.incrementAndGet();
    onHeartbeat.run();
  }

  @Override
  public Subject subject() {
    return subject;
  }

  @Override
  public Secrets secrets() {
    return secrets;
  }

  @Override
  public RunId runId() {
    return new RunId("run-1");
  }

  @Override
  public String idempotencyKey() {
    return "run-1/step";
  }

  @Override
  public <T> T get(Key<T> key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Optional<T> find(Key<T> key) {
    return Optional.empty();
  }

  @Override
  public Neon neon() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ConnectionUris connection(BranchRef branch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Connections connections() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RunReport report() {
    throw new UnsupportedOperationException();
  }
}
