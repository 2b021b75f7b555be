package dev.neonflow.workflows;

import dev.failsafe.spi.Scheduler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Time as it is, but a run that was told to end has much longer for it. For steps that do end and
 * need a good part of their time: on a machine that stands still for a while nobody would wait for
 * them.
 */
public final class PatientScheduler implements Scheduler {

  /** How long a step that was told to stop has elsewhere. */
  public static final Duration STOP_WITHIN = Attempt.ABORT_WITHIN;

  private static final Set<Duration> STRETCHED = Set.of(STOP_WITHIN, StepWork.REPORT_UNTIL);
  private static final int TIMES = 20;

  @Override
  public ScheduledFuture<?> schedule(Callable<?> callable, long delay, TimeUnit unit) {
    boolean isStretched = STRETCHED.contains(Duration.of(delay, unit.toChronoUnit()));
    return Scheduler.DEFAULT.schedule(callable, isStretched ? TIMES * delay : delay, unit);
  }
}
