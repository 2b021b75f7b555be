package dev.neonflow.workflows.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.FakeContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactorTest {
  private final Redactor redactor = Redactor.of(List.of(Secret.of("a+b /ö"), Secret.of("a+b")));

  @Test
  void secretAsItIsAndEncoded_masked() {
    assertEquals("x *** y", redactor.redact("x a+b /ö y"));
    assertEquals("x *** y", redactor.redact("x a%2Bb+%2F%C3%B6 y"));
    assertEquals("x *** y", redactor.redact("x a%2Bb%20%2F%C3%B6 y"));
    assertEquals("x *** y", redactor.redact("x a%2bb%20%2f%c3%b6 y"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "x:", "xy:"})
  void secretInBase64_maskedWhateverSurroundsIt(String before) {
    String secret = "~~~???>>>a-long-one";
    Redactor known = Redactor.of(List.of(Secret.of(secret)));
    for (String after : List.of("", "\n", " b", "c d")) {
      byte[] bytes = (before + secret + after).getBytes(StandardCharsets.UTF_8);
      for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        String shown = known.redact(encoder.encodeToString(bytes));
        assertTrue(shown.matches("[\\w+/-]{0,4}\\*\\*\\*[\\w+/=-]{0,8}"), shown);
      }
    }
    assertEquals("YSti", redactor.redact("YSti"));
  }

  @Test
  void secretWithinAnother_longestMaskedFirst() {
    assertEquals("***|***", redactor.redact("a+b /ö|a+b"));
  }

  @Test
  void nothingKnown_textUnchanged() {
    assertEquals("text", Redactor.of(List.of(Secret.of(""))).redact("text"));
  }

  @Test
  void secretAcrossTheCut_noPartShown() {
    assertEquals("12***", redactor.redactBeginning("12a+b /ö34", 5));
    assertEquals("12***34", redactor.redactBeginning("12a+b /ö3456", 10));
    assertEquals("12", redactor.redactBeginning("12a+b", 2));
  }

  @Test
  void secretOfSeveralLines_eachMasked() {
    String secret = "first\nsecond\n";
    Redactor lines = Redactor.of(List.of(Secret.of(secret)));
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    assertEquals("***g==", lines.redact(Base64.getEncoder().encodeToString(bytes)));
    assertEquals("***", lines.redact("first"));
    assertEquals("***", lines.redact("second"));
  }

  @Test
  void connectionUris_passwordAndUrisMasked() {
    Redactor uris = Redactor.of(FakeContext.uris());
    String uri = FakeContext.uris().pooled().uri().reveal();
    assertEquals("url ***, ***", uris.redact("url " + uri + ", " + FakeContext.PASSWORD.reveal()));
    assertFalse(uris.toString().contains(FakeContext.PASSWORD.reveal()));
  }
}
