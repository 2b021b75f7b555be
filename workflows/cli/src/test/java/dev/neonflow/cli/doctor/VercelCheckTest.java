package dev.neonflow.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VercelCheckTest {
  private static final String USER = "/v2/user";

  private FakeApi api;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Finding with(String token) throws InterruptedException {
    List<Finding> findings =
        new VercelCheck(Map.of("VERCEL_TOKEN", token), api.base(), FakeApi.PATIENCE).findings();
    assertEquals(1, findings.size());
    assertFalse(findings.toString().contains("secret"), findings.toString());
    return findings.get(0);
  }

  @ParameterizedTest
  @CsvSource({"200,OK,is known", "403,PROBLEM,refuses", "502,PROBLEM,answers with 502"})
  void answer_isUnderstood(int status, String level, String said) throws Exception {
    api.answering(USER, status, "{}", Map.of());
    Finding found = with("vc_secret");
    assertEquals(level, found.level().name());
    assertTrue(found.message().contains(said), found.message());
    assertEquals(List.of("GET " + USER + " Bearer vc_secret"), api.asked());
  }

  @Test
  void noToken_orOneThatCannotBeSent_isAProblem() throws Exception {
    assertTrue(with(" ").message().contains("is not set"));
    assertTrue(with("vc_secret\n").message().contains("line ends"));
    assertEquals(List.of(), api.asked());
  }
}
