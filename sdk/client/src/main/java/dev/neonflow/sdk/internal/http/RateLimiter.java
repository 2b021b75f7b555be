package dev.neonflow.sdk.internal.http;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps to a share of what Neon allows: requests per minute of an account, and per second of a
 * route.
 *
 * <p>A bucket that holds {@code c} requests and gets {@code r} more in a span lets through at most
 * {@code c + r} in it. What it holds is the burst that needs no waiting; it is taken from what
 * flows in, so that no window sees more than the share.
 */
public final class RateLimiter implements Pace {
  private static final double ACCOUNT_PER_MINUTE = 700;
  private static final double ROUTE_PER_SECOND = 40;
  private static final int ACCOUNT_BURST_PERCENT = 5;
  private static final int MOST_ROUTES = 1000;

  /** Spans are longer than the windows by this, so that a window never sees one refill more. */
  private static final Duration MARGIN = Duration.ofMillis(1);

  private static final Duration LONGEST_SPAN = Duration.ofDays(1);

  private final TimeMeter time;
  private final Bucket account;
  private final Bandwidth perRoute;

  /** The one used longest ago comes first. */
  private final Map<String, Bucket> routes = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Starts with nothing used.
   *
   * @param share how much of Neon's limits to use, above 0 and at most 1
   * @param nanos a clock that only goes forward, such as {@link System#nanoTime}
   */
  public RateLimiter(double share, LongSupplier nanos) {
    this(share * ACCOUNT_PER_MINUTE, share * ROUTE_PER_SECOND, nanos);
  }

  RateLimiter(double accountPerMinute, double routePerSecond, LongSupplier nanos) {
    this.time = new Meter(nanos);
    this.account = bucket(bandwidth(accountPerMinute, Duration.ofMinutes(1)));
    this.perRoute = bandwidth(routePerSecond, Duration.ofSeconds(1), 1);
  }

  /** Refuses a share that is none. */
  public static double checkedShare(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("rateShare is not above 0 and at most 1: " + share);
    }
    return share;
  }

  @Override
  public synchronized @Nullable Duration reserve(String route, Duration patience) {
    Bucket own = routes.computeIfAbsent(route, name -> bucket(perRoute));
    forgetOldest();
    Duration wait = Duration.ofNanos(Math.max(untilFree(account), untilFree(own)));
    if (wait.compareTo(patience) > 0) {
      return null;
    }
    account.consumeIgnoringRateLimits(1);
    own.consumeIgnoringRateLimits(1);
    return wait;
  }

  /** One that so many others were used after is full again: to forget it changes nothing. */
  private void forgetOldest() {
    if (routes.size() > MOST_ROUTES) {
      Iterator<String> oldest = routes.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  private static long untilFree(Bucket bucket) {
    return bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
  }

  private Bucket bucket(Bandwidth bandwidth) {
    return Bucket.builder()
        .addLimit(bandwidth)
        .withCustomTimePrecision(time)
        .withSynchronizationStrategy(SynchronizationStrategy.NONE)
        .build();
  }

  private static Bandwidth bandwidth(double mostPerWindow, Duration window) {
    long burst = (long) (mostPerWindow * ACCOUNT_BURST_PERCENT / 100);
    return bandwidth(mostPerWindow, window, Math.max(1, burst));
  }

  /** Less than one in a window is one in a longer span. */
  private static Bandwidth bandwidth(double mostPerWindow, Duration window, long burst) {
    long most = Math.max(1, (long) mostPerWindow);
    double nanos = (double) window.toNanos() / Math.min(1, mostPerWindow);
    Duration span =
        Duration.ofNanos((long) Math.min(nanos, (double) LONGEST_SPAN.toNanos())).plus(MARGIN);
    return Bandwidth.builder().capacity(burst).refillGreedy(most - burst + 1, span).build();
  }

  /** Not a wall clock, which may be set back: nothing would flow in until it has caught up. */
  private record Meter(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
