package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.error.NeonConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeonBuilderTest {
  private static Neon.Builder builder() {
    return Neon.builder(Secret.of("napi_key"));
  }

  @Test
  void environment_givesKeyAndBase() {
    Map<String, String> variables =
        Map.of("NEON_API_KEY", "napi_key\n", "NEON_API_HOST", "http://127.0.0.1:7432/api/v2/");
    try (Neon neon = Neon.fromEnvironment(variables::get)) {
      assertEquals(URI.create("http://127.0.0.1:7432/api/v2"), neon.apiBase());
    }
  }

  @Test
  void emptyHost_isNeonItself() {
    Map<String, String> variables = Map.of("NEON_API_KEY", "napi_key", "NEON_API_HOST", "");
    try (Neon neon = Neon.fromEnvironment(variables::get)) {
      assertEquals(URI.create("https://console.neon.tech/api/v2"), neon.apiBase());
      assertEquals("Neon[https://console.neon.tech/api/v2]", neon.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void noKey_isRefusedWithTheRemedy(String key) {
    NeonConfigurationException e =
        assertThrows(
            NeonConfigurationException.class,
            () -> Neon.fromEnvironment(Map.of("NEON_API_KEY", key)::get));
    assertTrue(e.getMessage().contains("NEON_API_KEY"), e.getMessage());
    assertTrue(e.remedy().isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "napi\nkey", "napi key", "näpi"})
  void keyThatIsNone_isRefusedWithoutShowingIt(String key) {
    NeonConfigurationException e =
        assertThrows(NeonConfigurationException.class, () -> Neon.builder(Secret.of(key)));
    assertFalse(!key.isEmpty() && e.getMessage().contains(key));
  }

  @Test
  void keyOfTheEnvironmentThatIsNone_isToldByItsVariable() {
    NeonConfigurationException e =
        assertThrows(
            NeonConfigurationException.class,
            () -> Neon.fromEnvironment(Map.of("NEON_API_KEY", "napi key")::get));
    assertTrue(e.getMessage().startsWith("The API key (NEON_API_KEY) "), e.getMessage());
    assertFalse(e.getMessage().contains("napi"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://console.neon.tech/api/v2",
        "http://127.0.0.1.evil.example/api/v2",
        "http://localhost.evil.example/api/v2",
        "http://10.0.0.1/api/v2",
        "https://user:hush@console.neon.tech/api/v2",
        "https://console.neon.tech/api/v2?x=hush",
        "ftp://localhost/api",
        "console.neon.tech",
        "mailto:a@b",
        "",
      })
  void unsafeBase_isRefused(String base) {
    NeonConfigurationException e =
        assertThrows(NeonConfigurationException.class, () -> builder().apiBase(URI.create(base)));
    assertFalse(e.getMessage().contains("hush"), e.getMessage());
  }

  @Test
  void baseThatIsNoUrl_isRefused() {
    Map<String, String> variables = Map.of("NEON_API_KEY", "k", "NEON_API_HOST", "http://[hush");
    NeonConfigurationException e =
        assertThrows(NeonConfigurationException.class, () -> Neon.fromEnvironment(variables::get));
    assertFalse(e.getMessage().contains("hush"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:1/api/v2, http://localhost:1/api/v2",
    "http://127.1.2.3:1/api/v2/, http://127.1.2.3:1/api/v2",
    "http://[::1]:1/api/v2, http://[::1]:1/api/v2",
    "https://neon.example/api/v2//, https://neon.example/api/v2",
  })
  void safeBase_isTaken(String base, String taken) {
    try (Neon neon = builder().apiBase(URI.create(base)).build()) {
      assertEquals(URI.create(taken), neon.apiBase());
    }
  }

  @Test
  void durationsThatMakeNoSense_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> builder().connectTimeout(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> builder().requestTimeout(Duration.ofSeconds(-1)));
    assertThrows(IllegalArgumentException.class, () -> builder().retryFor(Duration.ofSeconds(-1)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
  void shareThatIsNone_isRefused(double share) {
    assertThrows(IllegalArgumentException.class, () -> builder().rateShare(share));
  }

  @Test
  void secret_isMaskedAndComparedByValue() {
    assertEquals("***", Secret.of("hush").toString());
    assertEquals(Secret.of("hush"), Secret.of("hush"));
    assertEquals(Secret.of("hush").hashCode(), Secret.of("hush").hashCode());
    assertNotEquals(Secret.of("hush"), Secret.of("other"));
  }
}
