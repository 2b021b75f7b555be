package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.sdk.error.NeonDecodingException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NeonInterruptedException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.internal.http.Write.Finding;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Call;

/**
 * Makes a call that changes something until it is known what became of it: when its answer was
 * lost, reads back, and sends it again if it was not done.
 */
final class Settlement<T> {
  private static final Logger LOG = LoggerFactory.getLogger("dev.neonflow.sdk.http");

  private static final int TIMED_OUT_AT_THE_PROXY = 524;

  private final CallRunner runner;
  private final Unfinished unfinished;
  private final Call<T> call;
  private final Write<T> write;
  private final Backoff backoff;
  private @Nullable NeonException lost;

  Settlement(CallRunner runner, Unfinished unfinished, Call<T> call, Write<T> write) {
    this.runner = runner;
    this.unfinished = unfinished;
    this.call = call;
    this.write = write;
    HttpSettings settings = runner.settings();
    this.backoff = new Backoff(settings, runner.left(settings.retryFor()));
  }

  Attempt<T> attempt() {
    for (int round = 1; ; round++) {
      NeonException failure;
      try {
        return runner.run(call, write.lookAt());
      } catch (AmbiguousWriteException | NeonDecodingException e) {
        lost = e;
        failure = e;
      } catch (ConflictException | NotFoundException e) {
        if (lost == null) {
          throw e;
        }
        // What the lost request did may be the reason.
        failure = e;
      }
      Finding<T> finding = found(failure);
      if (finding instanceof Finding.Done<T> done) {
        LOG.debug("{} was done, though its answer was lost", call.request().method());
        return Attempt.answered(done.answer(), failure.status(), round);
      }
      if (finding instanceof Finding.Gone<T>) {
        return Attempt.answered(null, failure.status(), round);
      }
      boolean again =
          finding instanceof Finding.NotDone<T> && failure instanceof AmbiguousWriteException;
      Duration pause = again ? backoff.pauseAfter(round, null) : null;
      if (pause == null) {
        throw failure;
      }
      Waiting.pause(runner.settings().scheduler(), pause);
    }
  }

  /** Neon goes on with what its proxy has given up on. */
  private void awaitOperations() {
    String project = write.projectId();
    for (int look = 1; project != null && unfinished.in(runner, project); look++) {
      Duration pause = backoff.pauseAfter(look, null);
      if (pause == null) {
        return;
      }
      Waiting.pause(runner.settings().scheduler(), pause);
    }
  }

  private Finding<T> found(NeonException failure) {
    try {
      if (failure.status() == TIMED_OUT_AT_THE_PROXY) {
        awaitOperations();
      }
      return write.readBack().apply(runner);
    } catch (NeonInterruptedException e) {
      throw e;
    } catch (NeonException e) {
      failure.addSuppressed(e);
      return new Finding.Unknown<>();
    }
  }
}
