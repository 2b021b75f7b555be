package dev.neonflow.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FlyCheckTest {
  private static final String APPS = "/v1/apps?org_slug=acme";

  private final Map<String, String> environment = new HashMap<>();
  private FakeApi api;
  private String org = "acme";

  @BeforeEach
  void start() throws IOException {
    api = new FakeApi();
    environment.put("FLY_API_TOKEN", "fo1_secret");
    environment.put("FLY_FLAPS_BASE_URL", api.base());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Finding only(boolean wanted) throws InterruptedException {
    List<Finding> findings = new FlyCheck(environment, org, wanted, FakeApi.PATIENCE).findings();
    assertEquals(1, findings.size());
    assertFalse(findings.toString().contains("secret"), findings.toString());
    return findings.get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "200,OK,may list the apps of organization acme",
    "401,PROBLEM,refuses the token",
    "403,PROBLEM,is not for organization acme",
    "404,PROBLEM,is not for organization acme",
    "502,PROBLEM,answers with 502"
  })
  void answer_isUnderstood(int status, String level, String said) throws Exception {
    api.answering(APPS, status, "{}", Map.of());
    Finding found = only(true);
    assertEquals(level, found.level().name());
    assertTrue(found.message().contains(said), found.message());
    assertEquals(List.of("GET " + APPS + " Bearer fo1_secret"), api.asked());
  }

  @Test
  void macaroon_isSentAsByTheDeployer() throws Exception {
    environment.put("FLY_API_TOKEN", "FlyV1 fm2_secret");
    api.answering(APPS, 200, "{}", Map.of());
    assertEquals(Finding.Level.OK, only(true).level());
    assertEquals(List.of("GET " + APPS + " Bearer FlyV1 fm2_secret"), api.asked());
  }

  @Test
  void whatIsMissing_isAProblemOnlyIfItIsWanted() throws Exception {
    org = "";
    assertEquals(Finding.Level.PROBLEM, only(true).level());
    assertEquals(Finding.Level.NOTE, only(false).level());
    environment.remove("FLY_API_TOKEN");
    assertEquals(Finding.Level.PROBLEM, only(true).level());
    assertEquals(Finding.Level.NOTE, only(false).level());
    assertEquals(List.of(), api.asked());
  }

  @Test
  void baseThatAnybodyCanRead_getsNoToken() throws Exception {
    environment.put("FLY_FLAPS_BASE_URL", "http://api.example.com");
    assertTrue(only(true).message().contains("is not sent"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://me:secret@127.0.0.1:1", "https://127.0.0.1:1/?key=secret"})
  void passwordInTheBase_isRefusedAndNotShown(String base) throws Exception {
    environment.put("FLY_FLAPS_BASE_URL", base);
    assertTrue(only(true).message().contains("has no host, or a user"), only(true).message());
  }

  @Test
  void baseThatIsNoAddress_getsNoToken() throws Exception {
    environment.put("FLY_FLAPS_BASE_URL", "x y");
    assertTrue(only(true).message().contains("is not sent"));
  }

  @Test
  void organizationThatIsNoSlug_isNamed() throws Exception {
    org = "Acme, Inc.";
    assertTrue(only(true).message().contains("'Acme, Inc.'"));
    assertEquals(List.of(), api.asked());
  }

  /** Java's own refusal of such a header would show it. */
  @ParameterizedTest
  @ValueSource(strings = {"fo1_secret\n", "fo1\nsecret", " fo1_secret", "fo1_s\u00e9cret"})
  void tokenThatCannotBeSent_isNotShown(String token) throws Exception {
    environment.put("FLY_API_TOKEN", token);
    assertTrue(only(true).message().contains("line ends"));
    assertEquals(List.of(), api.asked());
  }
}
