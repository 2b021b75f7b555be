package dev.neonflow.workflows;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a run is to end before its plan is done.
 *
 * @param reason for people
 * @param limit what it took longer than, or null if somebody asked for the end
 */
public record Stop(String reason, @Nullable Duration limit) {

  /** Somebody asked for it. */
  public static Stop cancelled(String reason) {
    return new Stop(reason, null);
  }

  /** It took longer than this. */
  public static Stop deadline(Duration limit) {
    return new Stop(DeadlineException.runTookLonger(limit), limit);
  }

  /** Whether somebody asked for it, rather than that the run took too long. */
  public boolean isCancellation() {
    return limit == null;
  }

  /** Why a step does not begin any more, for people. */
  public String words() {
    return isCancellation() ? "the run was cancelled: " + reason : reason;
  }

  /** What a step fails with that was ended by this. */
  public Exception explained(@Nullable Throwable thrown) {
    if (limit != null) {
      return DeadlineException.ofRun(limit, thrown);
    }
    return thrown instanceof WorkflowCancelledException cancelled
        ? cancelled
        : new WorkflowCancelledException("cancelled: " + reason, "run it again", thrown);
  }
}
