package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.NeonDecodingException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NeonInterruptedException;
import dev.neonflow.sdk.internal.http.Write.Finding;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Call;

/**
 * Makes a call that changes something until it is known what became of it: when its answer was
 * lost, reads back, and sends it again if it was not done.
 *
 * <p>Once an answer was lost, every failure of the call may come from what the lost request did, so
 * there is a look after each.
 */
final class Settlement<T> {
  private static final Logger LOG = LoggerFactory.getLogger("dev.neonflow.sdk.http");

  /** Neon goes on with what its proxy has given up on. */
  private static final int TIMED_OUT_AT_THE_PROXY = 524;

  private final CallRunner runner;
  private final Unfinished unfinished;
  private final Call<T> call;
  private final Target target;
  private final Write<T> write;
  private final Backoff backoff;
  private int made;
  private @Nullable NeonException lost;

  Settlement(
      CallRunner runner, Unfinished unfinished, Call<T> call, Target target, Write<T> write) {
    this.runner = runner;
    this.unfinished = unfinished;
    this.call = call;
    this.target = target;
    this.write = write;
    this.backoff = runner.backoff();
  }

  /** Until there is an answer; one without content is as good as lost. */
  Attempt<T> full() {
    return settled(true);
  }

  /** Until there is an answer, be it without content. */
  Attempt<T> any() {
    return settled(false);
  }

  private Attempt<T> settled(boolean full) {
    try {
      for (int round = 1; ; round++) {
        NeonException failure;
        try {
          Attempt<T> attempt = runner.run(call, target, backoff, made);
          if (full) {
            var unused = CallRunner.required(target, attempt);
          }
          return attempt;
        } catch (NeonInterruptedException e) {
          throw e;
        } catch (NeonException e) {
          failure = e;
        }
        made = Math.max(made, failure.attempts());
        if (lost == null && !isLost(failure)) {
          throw failure;
        }
        Finding<T> finding = found(failure);
        if (finding instanceof Finding.Done<T> done) {
          LOG.debug("{} was done, though its answer was lost", target);
          return Attempt.answered(done.answer(), failure.status(), null, made);
        }
        if (finding instanceof Finding.Gone<T>) {
          LOG.debug("{}: it is gone, though the answer was lost", target);
          return Attempt.answered(null, failure.status(), null, made);
        }
        boolean notDone = finding instanceof Finding.NotDone<T>;
        boolean again = notDone && failure instanceof AmbiguousWriteException;
        Duration pause = again ? backoff.pauseAfter(round, null) : null;
        if (pause == null) {
          throw notDone ? withLost(failure) : unsettled(failure);
        }
        lost = withLost(failure);
        runner.tell(target, made, pause, failure, backoff);
        Waiting.pause(runner.settings().scheduler(), pause);
      }
    } catch (NeonInterruptedException e) {
      throw withLost(e);
    } catch (IllegalStateException closed) {
      if (lost == null) {
        throw closed;
      }
      lost.addSuppressed(closed);
      throw lost;
    }
  }

  private static boolean isLost(NeonException failure) {
    return failure instanceof AmbiguousWriteException || failure instanceof NeonDecodingException;
  }

  private <E extends NeonException> E withLost(E failure) {
    if (lost != null && lost != failure) {
      failure.addSuppressed(lost);
    }
    return failure;
  }

  /** What can be repeated safely as itself cannot be so after a request whose fate is unknown. */
  private NeonException unsettled(NeonException failure) {
    NeonException earlier = lost;
    if (earlier == null || !failure.retryable()) {
      return withLost(failure);
    }
    String remedy = FailureDecoder.lookBeforeSendingAgain(write.lookAt());
    String message = target + " was sent and its answer was lost; then: " + failure.getMessage();
    AmbiguousWriteException ambiguous =
        new AmbiguousWriteException(
            message + ". " + remedy,
            new ErrorDetails(failure.status(), "", null, made, false, remedy),
            write.lookAt(),
            failure);
    ambiguous.addSuppressed(earlier);
    return ambiguous;
  }

  private Finding<T> found(NeonException failure) {
    try {
      boolean over = failure.status() != TIMED_OUT_AT_THE_PROXY || operationsEnd(failure);
      Finding<T> finding = write.readBack().apply(runner);
      return !over && finding instanceof Finding.NotDone<T> ? new Finding.Unknown<>() : finding;
    } catch (NeonInterruptedException e) {
      lost = withLost(failure);
      throw e;
    } catch (RuntimeException e) {
      // Whatever it is: that the answer was lost is what the caller has to know.
      failure.addSuppressed(e);
      return new Finding.Unknown<>();
    }
  }

  /** Waits for them; false if it cannot be seen that they have ended. */
  private boolean operationsEnd(NeonException failure) {
    String project = write.projectId();
    if (project == null) {
      // What belongs to no project has no operations: it is changed at once, or not at all.
      return true;
    }
    try {
      for (int look = 1; unfinished.in(runner, project); look++) {
        Duration pause = backoff.pauseAfter(look, null);
        if (pause == null) {
          return false;
        }
        Waiting.pause(runner.settings().scheduler(), pause);
      }
      return true;
    } catch (NeonInterruptedException e) {
      throw e;
    } catch (NeonException e) {
      failure.addSuppressed(e);
      return false;
    }
  }
}
