package dev.neonflow.sdk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScalarCheckTest {
  private static final List<Class<?>> TYPES =
      List.of(
          String.class,
          Secret.class,
          URI.class,
          ConnectionUri.class,
          Instant.class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          double.class,
          Double.class,
          boolean.class,
          Boolean.class,
          Object.class);

  static Stream<Arguments> fitting() {
    return Stream.of(
        Arguments.of(Map.of("type", "string"), "String Secret URI ConnectionUri Instant"),
        Arguments.of(Map.of("type", "string", "pattern", "^a"), "String Secret URI ConnectionUri"),
        Arguments.of(Map.of("type", "string", "format", "uuid"), "String Secret URI ConnectionUri"),
        Arguments.of(Map.of("type", "string", "format", "date-time"), "Instant"),
        Arguments.of(Map.of("type", "string", "enum", List.of("a")), ""),
        Arguments.of(Map.of("type", "integer"), "int Integer long Long"),
        Arguments.of(Map.of("type", "integer", "format", "int32"), "int Integer long Long"),
        Arguments.of(Map.of("type", "integer", "format", "int64"), "long Long"),
        Arguments.of(Map.of("type", "number"), "double Double"),
        Arguments.of(Map.of("type", "boolean"), "boolean Boolean"),
        Arguments.of(Map.of(), ""));
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void onlyTheseTypes_fit(Map<String, Object> facts, String types) {
    String fit =
        String.join(
            " ",
            TYPES.stream().filter(t -> fits(t, false, facts)).map(Class::getSimpleName).toList());

    assertEquals(types, fit);
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void duration_fitsAnInteger_thatIsSaidToBeSeconds(Map<String, Object> facts, String types) {
    assertEquals("integer".equals(facts.get("type")), fits(Duration.class, true, facts));
    assertEquals(false, fits(Duration.class, false, facts));
    assertEquals(false, fits(Long.class, true, facts));
  }

  private static boolean fits(Class<?> type, boolean seconds, Map<String, Object> facts) {
    Findings findings = new Findings();
    Schema schema = Schema.of(Facts.of("{\"paths\":{}}"), facts);
    ScalarCheck.check(type, seconds, schema, "answer", findings);
    return findings.all().isEmpty();
  }
}
