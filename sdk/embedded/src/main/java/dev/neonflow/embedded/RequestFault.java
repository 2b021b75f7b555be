package dev.neonflow.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fault of the API itself.
 *
 * @param method absent for all
 * @param path absent for all, see {@link #on(String)}
 */
public record RequestFault(Effect effect, @Nullable String method, @Nullable String path, int times)
    implements Fault {

  private static final Set<String> METHODS = Set.of("GET", "POST", "PATCH", "PUT", "DELETE");
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  /** Refuses what can never happen. */
  public RequestFault {
    Objects.requireNonNull(effect);
    Values.times(times);
    if (method != null && !METHODS.contains(method)) {
      throw new IllegalArgumentException("method \"" + method + "\" is none of " + METHODS);
    }
    if (path != null && !path.startsWith("/")) {
      throw new IllegalArgumentException("path \"" + path + "\" does not begin with /");
    }
  }

  /** What happens to a request. {@code toString} names it. */
  public sealed interface Effect permits Status, Cut, Delay, SlowBody, Malformed, Random {}

  /**
   * An error.
   *
   * @param retryAfter the text of the header, absent for none
   * @param applied whether the request has its effect nevertheless
   */
  public record Status(int status, @Nullable String retryAfter, boolean applied) implements Effect {

    private static final Set<Integer> NOTHING_DONE = Set.of(423, 429, 503);

    /** Refuses what is no error, and errors that would break their promise. */
    public Status {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("status " + status + " is not between 400 and 599");
      }
      if (applied && NOTHING_DONE.contains(status)) {
        throw new IllegalArgumentException(
            "status " + status + " promises that nothing was done; it cannot come afterwards");
      }
    }

    @Override
    public String toString() {
      return "status "
          + status
          + (applied ? " after applying" : "")
          + (retryAfter == null ? "" : ", Retry-After: " + retryAfter);
    }
  }

  /** The connection ends. */
  public record Cut(At at) implements Effect {
    @Override
    public String toString() {
      return "cut " + at.name().toLowerCase(Locale.ROOT);
    }
  }

  /** The answer is late. */
  public record Delay(Duration duration) implements Effect {
    /** Refuses what is not a time to wait. */
    public Delay {
      Values.duration(duration);
    }

    @Override
    public String toString() {
      return "delay of " + Values.seconds(duration);
    }
  }

  /** The answer's body dribbles. */
  public record SlowBody(Duration duration) implements Effect {
    /** Refuses what is not a time to wait. */
    public SlowBody {
      Values.duration(duration);
    }

    @Override
    public String toString() {
      return "slow body, " + Values.seconds(duration);
    }
  }

  /** The answer's JSON is cut off. */
  public record Malformed() implements Effect {
    @Override
    public String toString() {
      return "malformed JSON";
    }
  }

  /** Any of the others, or none. */
  public record Random(long seed, double probability) implements Effect {
    /** Refuses what is no probability, and one that never happens. */
    public Random {
      if (!(probability > 0 && probability <= 1)) {
        throw new IllegalArgumentException(
            "probability " + probability + " is not above 0 and at most 1");
      }
    }

    @Override
    public String toString() {
      return "random, seed " + seed + ", probability " + probability;
    }
  }

  static RequestFault of(Effect effect) {
    return new RequestFault(effect, null, null, 1);
  }

  /**
   * Only requests of this method to this path.
   *
   * @param newPath see {@link #on(String)}
   */
  public RequestFault on(String newMethod, String newPath) {
    return new RequestFault(effect, Objects.requireNonNull(newMethod), newPath, times);
  }

  /**
   * Only requests to this path.
   *
   * @param newPath below the base of the API and without query: as the route is documented, {@code
   *     /projects/{project_id}/branches}, or with ids in the place of placeholders; {@code /*} at
   *     the end stands for everything below too
   */
  public RequestFault on(String newPath) {
    return new RequestFault(effect, method, Objects.requireNonNull(newPath), times);
  }

  /** Only requests of this method. */
  public RequestFault onMethod(String newMethod) {
    return new RequestFault(effect, Objects.requireNonNull(newMethod), path, times);
  }

  /**
   * The error says when to come back, in whole seconds.
   *
   * @throws IllegalStateException if the fault is not a status
   */
  public RequestFault retryAfter(Duration duration) {
    if (duration.isNegative() || duration.toNanosPart() != 0) {
      throw new IllegalArgumentException("Retry-After " + duration + " is not in whole seconds");
    }
    return retryAfter(String.valueOf(duration.toSeconds()));
  }

  /**
   * The error says when to come back, as an HTTP date.
   *
   * @throws IllegalStateException if the fault is not a status
   */
  public RequestFault retryAfter(Instant instant) {
    return retryAfter(HTTP_DATE.format(instant));
  }

  private RequestFault retryAfter(String text) {
    Status status = status("retryAfter");
    return with(new Status(status.status(), text, status.applied()));
  }

  /**
   * The request has its effect, and the error comes nevertheless: what a proxy's timeout (524) or a
   * failure at the very end (500) looks like.
   *
   * @throws IllegalStateException if the fault is not a status
   * @throws IllegalArgumentException if the status promises that nothing was done
   */
  public RequestFault afterApplying() {
    Status status = status("afterApplying");
    return with(new Status(status.status(), status.retryAfter(), true));
  }

  private Status status(String what) {
    if (effect instanceof Status status) {
      return status;
    }
    throw new IllegalStateException(what + " goes with a status, not with: " + effect);
  }

  private RequestFault with(Effect changed) {
    return new RequestFault(changed, method, path, times);
  }

  @Override
  public RequestFault times(int count) {
    return new RequestFault(effect, method, path, count);
  }

  @Override
  public RequestFault always() {
    return times(Integer.MAX_VALUE);
  }

  @Override
  public String toString() {
    return effect
        + (method == null && path == null ? "" : " on")
        + (method == null ? "" : " " + method)
        + (path == null ? "" : " " + path);
  }
}
