package dev.neonflow.workflows.internal.json;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A type whose values are one text, number or boolean of JSON.
 *
 * @param json what JSON has for it
 * @param words for people: what it should be
 * @param write from Java
 * @param read to Java; a wrong value is an {@link IllegalArgumentException}, {@link
 *     ArithmeticException} or {@link java.time.DateTimeException}
 */
record Scalar(
    Class<?> json, String words, Function<Object, Object> write, Function<Object, Object> read) {

  private static final Scalar TRUTH =
      new Scalar(Boolean.class, "true or false", value -> value, value -> value);
  private static final Scalar INT = number("a whole number", BigDecimal::intValueExact);
  private static final Scalar LONG = number("a whole number", BigDecimal::longValueExact);
  private static final Scalar DOUBLE =
      new Scalar(
          BigDecimal.class,
          "a number",
          value -> finite((Double) value),
          value -> ((BigDecimal) value).doubleValue());

  private static final Map<Class<?>, Scalar> ALL =
      Map.ofEntries(
          Map.entry(String.class, text("a text", text -> text)),
          Map.entry(Duration.class, text("a duration such as PT5M", Duration::parse)),
          Map.entry(Instant.class, text("a time such as 2026-01-31T00:00:00Z", Instant::parse)),
          Map.entry(URI.class, text("a URI", URI::create)),
          Map.entry(
              Path.class,
              new Scalar(
                  String.class,
                  "a path",
                  value -> text((Path) value),
                  value -> Path.of((String) value))),
          Map.entry(boolean.class, TRUTH),
          Map.entry(Boolean.class, TRUTH),
          Map.entry(int.class, INT),
          Map.entry(Integer.class, INT),
          Map.entry(long.class, LONG),
          Map.entry(Long.class, LONG),
          Map.entry(double.class, DOUBLE),
          Map.entry(Double.class, DOUBLE),
          Map.entry(BigDecimal.class, number("a number", number -> number)));

  /** The scalar of a Java type, if it is one. */
  static Optional<Scalar> of(Class<?> type) {
    return Optional.ofNullable(ALL.get(type));
  }

  private static Scalar text(String words, Function<String, Object> read) {
    return new Scalar(String.class, words, Object::toString, value -> read.apply((String) value));
  }

  private static Scalar number(String words, Function<BigDecimal, Object> read) {
    return new Scalar(
        BigDecimal.class, words, value -> value, value -> read.apply((BigDecimal) value));
  }

  private static Object finite(Double value) {
    if (value.isNaN() || value.isInfinite()) {
      throw new IllegalArgumentException(value + " has no form in JSON");
    }
    return value;
  }

  private static Object text(Path path) {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      throw new IllegalArgumentException(
          "a path inside " + path.getFileSystem() + " cannot travel");
    }
    return path.toString();
  }
}
