package dev.neonflow.embedded.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object of which every one must be understood. Wrong ones are {@link
 * IllegalArgumentException}s that name the member.
 */
final class Members {

  /** Beyond it not every whole number is a double. */
  private static final long EXACT = (1L << 53) - 1;

  private final Map<String, Object> members;
  private final Set<String> read = new HashSet<>();

  private Members(Map<String, Object> members) {
    this.members = members;
  }

  static Members of(String json) {
    Map<String, Object> members = new HashMap<>();
    Map<?, ?> object = Wire.read(json, Map.class);
    object.forEach((name, value) -> members.put(String.valueOf(name), value));
    return new Members(members);
  }

  boolean has(String name) {
    return value(name) != null;
  }

  @Nullable Object value(String name) {
    read.add(name);
    return members.get(name);
  }

  Optional<String> text(String name) {
    return typed(name, String.class, "a text");
  }

  String requireText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  boolean flag(String name) {
    return typed(name, Boolean.class, "true or false").orElse(false);
  }

  double number(String name) {
    return typed(name, Double.class, "a number").orElseThrow(() -> missing(name));
  }

  int integer(String name) {
    return (int) whole(name, Integer.MAX_VALUE);
  }

  /** A number that JSON readers agree on. */
  long whole(String name) {
    return whole(name, EXACT);
  }

  private long whole(String name, long most) {
    double value = number(name);
    if (value != Math.rint(value) || Math.abs(value) > most) {
      throw new IllegalArgumentException(
          name + " must be a whole number between -" + most + " and " + most);
    }
    return (long) value;
  }

  Duration seconds() {
    return duration(number("seconds"));
  }

  static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  /** Refuses members that nobody asked for: most are misspelt, and would be missed. */
  void refuseRest() {
    Set<String> rest = new TreeSet<>(members.keySet());
    rest.removeAll(read);
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown for this kind of fault: " + String.join(", ", rest));
    }
  }

  private <T> Optional<T> typed(String name, Class<T> type, String what) {
    Object value = value(name);
    if (value != null && !type.isInstance(value)) {
      throw new IllegalArgumentException(name + " must be " + what);
    }
    return Optional.ofNullable(value).map(type::cast);
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException(name + " is missing");
  }
}
