package dev.neonflow.sdk.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {
  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private long now = -SECOND;
  private final Map<String, List<Long>> sentTo = new HashMap<>();
  private final List<Long> sent = new ArrayList<>();

  private Duration reserve(RateLimiter limiter, String route) {
    Duration wait = limiter.reserve(route, FOREVER);
    assertNotNull(wait);
    sent.add(now + wait.toNanos());
    sentTo.computeIfAbsent(route, name -> new ArrayList<>()).add(now + wait.toNanos());
    return wait;
  }

  /** So many threads send one request after the other, each of its own operation. */
  private void demand(RateLimiter limiter, int threads, Duration time) {
    record Turn(long at, String route) {}

    PriorityQueue<Turn> turns = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
    for (int i = 0; i < threads; i++) {
      turns.add(new Turn(now, "route" + i));
    }
    long end = now + time.toNanos();
    while (turns.element().at < end) {
      Turn turn = turns.remove();
      now = turn.at;
      turns.add(new Turn(now + reserve(limiter, turn.route).toNanos(), turn.route));
    }
  }

  /** The most in any window that includes both its ends. */
  private static int most(List<Long> times, long window) {
    Collections.sort(times);
    int most = 0;
    int first = 0;
    for (int last = 0; last < times.size(); last++) {
      while (times.get(last) - times.get(first) > window) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /** The least in any window, without its start, in the time of constant demand. */
  private static int least(List<Long> times, long window) {
    Collections.sort(times);
    int least = Integer.MAX_VALUE;
    int last = 0;
    for (int first = 0; times.get(first) + window <= times.get(times.size() - 1); first++) {
      while (last < times.size() && times.get(last) - times.get(first) <= window) {
        last++;
      }
      least = Math.min(least, last - 1 - first);
    }
    return least;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1.0})
  void constantDemand_usesNearlyAllOfTheShareAndNeverMore(double share) {
    demand(new RateLimiter(share, () -> now), 50, Duration.ofMinutes(6));
    int limit = (int) (700 * share);
    assertTrue(most(sent, MINUTE) <= limit, "most: " + most(sent, MINUTE));
    assertTrue(least(sent, MINUTE) >= 0.95 * limit, "least: " + least(sent, MINUTE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 20, 40})
  void constantDemandOfOneRoute_usesNearlyAllOfItsShareAndNeverMore(double perSecond) {
    RateLimiter limiter = new RateLimiter(1e8, perSecond, () -> now);
    demand(limiter, 1, Duration.ofMinutes(1));
    assertTrue(most(sent, SECOND) <= perSecond, "most: " + most(sent, SECOND));
    assertTrue(sent.size() >= 0.95 * 60 * perSecond, "all: " + sent.size());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.004, 0.05, 0.3, 0.5, 1.0})
  void burstsAndPauses_neverSeeMoreThanTheShare(double share) {
    RateLimiter limiter = new RateLimiter(share, () -> now);
    Random random = new Random(42);
    for (int burst = 0; burst < 300; burst++) {
      int size = random.nextInt(60);
      for (int i = 0; i < size; i++) {
        var unused = reserve(limiter, "route" + random.nextInt(4));
        now += random.nextInt(3) * SECOND / 1000;
      }
      now += (long) (random.nextDouble() * 10 * SECOND);
    }
    assertTrue(most(sent, MINUTE) <= Math.max(1, 700 * share), "account: " + most(sent, MINUTE));
    for (List<Long> ofRoute : sentTo.values()) {
      assertTrue(most(ofRoute, SECOND) <= Math.max(1, 40 * share), "route");
    }
  }

  @Test
  void firstRequests_areNotDelayed() {
    RateLimiter limiter = new RateLimiter(0.5, () -> now);
    for (int i = 0; i < 17; i++) {
      assertEquals(Duration.ZERO, reserve(limiter, "route" + i));
    }
    assertEquals(60_001 / 334, reserve(limiter, "other").toMillis());
  }

  @Test
  void burstOfOneRoute_doesNotDelayAnother() {
    RateLimiter limiter = new RateLimiter(0.5, () -> now);
    for (int i = 0; i < 10; i++) {
      assertEquals(50 * i, reserve(limiter, "busy").toMillis());
    }
    assertEquals(Duration.ZERO, reserve(limiter, "other"));
  }

  @Test
  void thoseWhoCannotWait_takeNoPlace() {
    RateLimiter limiter = new RateLimiter(0.5, () -> now);
    assertEquals(Duration.ZERO, reserve(limiter, "one"));
    for (int i = 0; i < 1000; i++) {
      assertNull(limiter.reserve("one", Duration.ofMillis(40)));
    }
    assertEquals(50, reserve(limiter, "one").toMillis());
  }

  @Test
  void manyRoutes_areForgottenWithoutHarm() {
    RateLimiter limiter = new RateLimiter(1e8, 1, () -> now);
    for (int i = 0; i < 5000; i++) {
      assertEquals(Duration.ZERO, reserve(limiter, "route" + i));
    }
    assertEquals(1001, reserve(limiter, "route4999").toMillis());
  }
}
