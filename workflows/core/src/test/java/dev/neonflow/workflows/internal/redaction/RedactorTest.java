package dev.neonflow.workflows.internal.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.FakeContext;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RedactorTest {
  private final Redactor redactor = Redactor.of(List.of(Secret.of("a+b /ö"), Secret.of("a+b")));

  @Test
  void secretAsItIsAndEncoded_masked() {
    assertEquals("x *** y", redactor.redact("x a+b /ö y"));
    assertEquals("x *** y", redactor.redact("x a%2Bb+%2F%C3%B6 y"));
    assertEquals("x *** y", redactor.redact("x a%2Bb%20%2F%C3%B6 y"));
    assertEquals("x *** y", redactor.redact("x a%2bb%20%2f%c3%b6 y"));
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
    Redactor lines = Redactor.of(List.of(Secret.of("first\nsecond\n")));
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
