package dev.neonflow.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeaksTest {

  private static final String SECRET = "a key_+0123456789/%\"abcdefghij*k";

  private static Leaks leaks() {
    Leaks leaks = new Leaks();
    leaks.add("KEY", SECRET);
    return leaks;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static Stream<String> written() {
    return Stream.of(
        SECRET,
        SECRET.substring(0, 20) + " ... (cut)",
        SECRET.replace("\"", "\\\"").replace("_", "\\_").replace("*", "\\*"),
        encoded(SECRET),
        encoded(SECRET).replace("+", "%20").toLowerCase(Locale.ROOT),
        base64(SECRET),
        base64("x:" + SECRET),
        base64("xy:" + SECRET + "z"),
        "abc/" + base64(SECRET),
        encoded(base64(SECRET)),
        base64(encoded(SECRET)),
        base64(SECRET).replace('+', '-').replace('/', '_').replace("=", ""));
  }

  @ParameterizedTest
  @MethodSource("written")
  void secretHoweverItIsWritten_isFound(String text) {
    assertFalse(leaks().in("a file", "before " + text + " after").isEmpty(), text);
  }

  @Test
  void textWithoutIt_hasNone() {
    assertEquals(List.of(), leaks().in("a file", "a key: *** 100% of abcdefghij"));
  }
}
