package dev.neonflow.workflows.internal.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody gets to see. */
final class ThirdPartySecretsTest extends PartyScene {
  @Test
  void tokenInAnAnswer_shownNowhere() throws Exception {
    Secret password = Secret.of("pass\"word/äöü");
    String echo =
        JsonBodies.ANYTHING.toJson(
            Map.of("message", "no " + TOKEN.reveal() + " or " + password.reveal()));
    answers(
        status(400).setBody(echo),
        status(400).setBody("plain " + TOKEN.reveal()),
        status(429).setHeader("Retry-After", "999").setBody(echo),
        cut());
    ThirdParty hiding = party.hiding(List.of(password));
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      try {
        Answer<?> answer = hiding.send(routes.post(new Thing(password.reveal(), 1)), context);
        seen.append(answer).append(answer.toPeople());
        assertFalse(answer.said().isEmpty());
      } catch (NeonflowException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        seen.append(trace).append(e.next());
      }
    }
    assertTrue(seen.toString().contains("no *** or ***"), seen.toString());
    for (Secret secret : List.of(TOKEN, password)) {
      for (String form : forms(secret.reveal())) {
        assertFalse(seen.toString().contains(form), form);
      }
    }
  }

  private static List<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return List.of(
        secret,
        URLEncoder.encode(secret, StandardCharsets.UTF_8),
        Base64.getEncoder().encodeToString(bytes),
        secret.replace("\"", "\\\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " k3y", "k3y\n", "k3ý"})
  void tokenThatNoHeaderCarries_refusedWithoutShowingIt(String token) {
    PreconditionException refused =
        assertThrows(
            PreconditionException.class,
            () -> ThirdParty.of("Acme", server.url("/").uri(), Map.of(), Secret.of(token)));
    assertTrue(refused.isUsage());
    assertTrue(token.isEmpty() || !refused.getMessage().contains(token));
  }

  @Test
  @ResourceLock(Resources.SYSTEM_ERR)
  void log_saysMethodPathAndStatusOnly() {
    answers(thing(), status(429).setHeader("Retry-After", "1").setBody("hidden body"), thing());
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      party.send(routes.get("hidden-key"), context);
      party.send(routes.post(new Thing("hidden thing", 1)), context);
    } finally {
      System.setErr(before);
    }
    String shown = log.toString(StandardCharsets.UTF_8);
    assertTrue(shown.contains("GET /api/v1/things -> 200"), shown);
    assertTrue(shown.contains("POST /api/v1/things -> 429"), shown);
    assertFalse(shown.contains("hidden"), shown);
    assertFalse(shown.contains(TOKEN.reveal()), shown);
  }
}
