package dev.neonflow.workflows.contract;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What every runner of plans does. A runner's test extends this class and says how to reach the
 * runner; the parts say the rest. The steps travel as JSON and act in any thread of this JVM.
 */
@Timeout(120)
public abstract class RunnerContract
    implements OrderContract,
        FailureContract,
        AttemptsContract,
        UndoContract,
        CancelContract,
        DeadlineContract,
        ClosedContract,
        ConflictContract,
        PlanContract {

  private @Nullable Scene scene;

  /**
   * An entry point to the runner, made with {@link #settings}. Called several times in a test: the
   * entry points share the runner and its locks.
   */
  @Override
  public abstract Neonflow neonflow();

  /**
   * An entry point to a runner that waits long for a step that was told to stop, if it is up to the
   * entry point and there is a limit at all; not if not overridden.
   */
  @Override
  public Neonflow patient() {
    return neonflow();
  }

  /**
   * Whether plans run in this process, so that lambdas run and outputs need no form in JSON; not if
   * not overridden.
   */
  @Override
  public boolean inThisProcess() {
    return false;
  }

  /**
   * Waits until the runner keeps a step of this key's run from its next attempt. Returns at once if
   * not overridden: a runner may as well be told to end while an attempt is failing.
   */
  @Override
  public void awaitPause(String key) throws Exception {}

  @Override
  public final Scene scene() {
    return Objects.requireNonNull(scene);
  }

  /**
   * What all entry points begin with. There is no Neon behind it, as no step of the contract asks
   * for one. A worker that hosts steps gets the same.
   *
   * @param directory the test's own
   */
  protected static NeonflowBuilder settings(Path directory) {
    URI nowhere = URI.create("http://127.0.0.1:1/api/v2");
    return Neonflow.builder(Neon.builder(Secret.of("key")).apiBase(nowhere).build())
        .projectId("contract")
        .repository("acme/shop")
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"))
        .pullRequests(new ScenePullRequests());
  }

  @BeforeEach
  final void openScene() {
    scene = Scene.open();
  }

  @AfterEach
  final void closeScene() {
    scene().close();
  }
}
