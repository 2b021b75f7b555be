package dev.neonflow.embedded.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.embedded.control.ManualClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private static final Route LIST = Route.get("/projects", request -> Response.nothing());
  private static final Route CREATE = Route.post("/projects", request -> Response.nothing());

  private final ManualClock clock = new ManualClock();
  private final RateLimits limits = RateLimits.published(clock);

  @Test
  void burstToOneRoute_isLimited_untilASecondPassed() {
    accept(40, LIST);
    Optional<String> refused = limits.exceeded(LIST);
    assertEquals(Optional.of("GET /projects has at most 40 requests in 1 s"), refused);
    accept(40, CREATE);

    clock.advance(Duration.ofMillis(999));
    assertEquals(refused, limits.exceeded(LIST));
    clock.advance(Duration.ofMillis(1));
    accept(40, LIST);
    assertEquals(refused, limits.exceeded(LIST));
  }

  @Test
  void account_isLimited_untilAMinutePassedSinceItsFirstRequests() {
    accept(300, null);
    clock.advance(Duration.ofSeconds(30));
    accept(400, null);
    Optional<String> refused = Optional.of("the account has at most 700 requests in 60 s");
    assertEquals(refused, limits.exceeded(LIST));

    clock.advance(Duration.ofSeconds(30));
    accept(300, null);
    assertEquals(refused, limits.exceeded(null));
  }

  @Test
  void withoutLimits_nothingIsRefused() {
    for (int i = 0; i < 1000; i++) {
      assertEquals(Optional.empty(), RateLimits.none().exceeded(LIST));
    }
  }

  private void accept(int requests, Route route) {
    for (int i = 0; i < requests; i++) {
      assertEquals(Optional.empty(), limits.exceeded(route), "request " + i);
    }
  }
}
