package dev.neonflow.embedded.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How often requests may come. What is refused does not count. Thread-safe. */
public final class RateLimits {

  private static final Limit ACCOUNT = new Limit(700, Duration.ofMinutes(1));
  private static final Limit ROUTE = new Limit(40, Duration.ofSeconds(1));

  private final @Nullable Clock clock;
  private final Window account = new Window(ACCOUNT);
  private final Map<String, Window> routes = new HashMap<>();

  private RateLimits(@Nullable Clock clock) {
    this.clock = clock;
  }

  /** So many within any such period. */
  private record Limit(int requests, Duration period) {

    @Override
    public String toString() {
      return requests + " requests in " + period.toSeconds() + " s";
    }
  }

  /** When the last requests came. */
  private static final class Window {

    private final Limit limit;
    private final Deque<Instant> taken = new ArrayDeque<>();

    Window(Limit limit) {
      this.limit = limit;
    }

    boolean full(Instant now) {
      Instant start = now.minus(limit.period());
      while (!taken.isEmpty() && !taken.getFirst().isAfter(start)) {
        taken.removeFirst();
      }
      return taken.size() >= limit.requests();
    }
  }

  /** Those that Neon publishes: for the account, and for a burst to one route. */
  public static RateLimits published(Clock clock) {
    return new RateLimits(clock);
  }

  /** No limits. */
  public static RateLimits none() {
    return new RateLimits(null);
  }

  /**
   * Counts a request.
   *
   * @param route absent for a request that no route takes
   * @return the limit that it exceeds, if it does
   */
  synchronized Optional<String> exceeded(@Nullable Route route) {
    if (clock == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Map<String, Window> windows = new HashMap<>();
    windows.put("the account", account);
    if (route != null) {
      String name = route.method() + " " + route.template();
      windows.put(name, routes.computeIfAbsent(name, same -> new Window(ROUTE)));
    }
    for (Map.Entry<String, Window> window : windows.entrySet()) {
      if (window.getValue().full(now)) {
        return Optional.of(window.getKey() + " has at most " + window.getValue().limit);
      }
    }
    List.copyOf(windows.values()).forEach(window -> window.taken.addLast(now));
    return Optional.empty();
  }
}
