package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.sdk.roles.AuthenticationMethod;
import dev.neonflow.sdk.roles.CreateRole;
import dev.neonflow.sdk.roles.Role;
import dev.neonflow.sdk.roles.RoleDeleted;
import dev.neonflow.sdk.roles.RoleUpdated;
import java.time.Instant;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolesTest extends WireTest {
  private static final String PATH = "/projects/p/branches/br-1/roles";
  private static final String NEW =
      """
      {"branch_id":"br-1","name":"ann","protected":false,"authentication_method":"password",
       "created_at":"2026-11-22T09:58:00Z","updated_at":"2026-11-22T10:00:00Z"}""";

  private static String one(String role) {
    return "{\"role\":" + role + ",\"operations\":[]}";
  }

  private static MockResponse lost() {
    return error(504, "", "gone");
  }

  @Test
  void requests() throws Exception {
    server.enqueue(answer(200, "{\"roles\":[" + Answers.ROLE + "]}"));
    for (int i = 0; i < 5; i++) {
      server.enqueue(answer(200, one(Answers.ROLE)));
    }
    server.enqueue(new MockResponse().setResponseCode(204));
    server.enqueue(answer(200, "{\"password\":\"hush\"}"));
    var roles = neon.roles();
    roles.list("p", "br-1");
    roles.get("p", "br-1", "my/role");
    roles.create("p", "br-1", CreateRole.named("ann"));
    roles.create("p", "br-1", CreateRole.named("staff").cannotLogin());
    roles.resetPassword("p", "br-1", "ann");
    assertTrue(roles.delete("p", "br-1", "ann").role().isPresent());
    assertEquals(RoleDeleted.wasNotThere(), roles.delete("p", "br-1", "ann"));
    assertEquals(Secret.of("hush"), roles.revealPassword("p", "br-1", "ann"));
    assertRequest("GET", PATH);
    assertRequest("GET", PATH + "/my%2Frole");
    assertRequest("POST", PATH, "{\"role\":{\"name\":\"ann\"}}");
    assertRequest("POST", PATH, "{\"role\":{\"name\":\"staff\",\"no_login\":true}}");
    assertRequest("POST", PATH + "/ann/reset_password");
    assertRequest("DELETE", PATH + "/ann");
    assertRequest("DELETE", PATH + "/ann");
    assertRequest("GET", PATH + "/ann/reveal_password");
  }

  @Test
  void fullAndLeastAnswers_areRead() {
    Instant time = Instant.parse("2026-11-22T10:00:00Z");
    server.enqueue(answer(200, one(NEW.replace("\"name\"", "\"password\":\"hush\",\"name\""))));
    RoleUpdated made = neon.roles().create("p", "br-1", CreateRole.named("ann"));
    assertEquals(
        new Role(
            "br-1",
            "ann",
            Secret.of("hush"),
            false,
            AuthenticationMethod.PASSWORD,
            Instant.parse("2026-11-22T09:58:00Z"),
            time),
        made.role());
    assertFalse(made.toString().contains("hush"));
    server.enqueue(
        answer(
            200,
            "{\"role\":{\"branch_id\":\"b\",\"name\":\"n\",\"created_at\":\""
                + time
                + "\",\"updated_at\":\""
                + time
                + "\"}}"));
    assertEquals(
        new Role("b", "n", null, null, null, time, time), neon.roles().get("p", "br-1", "n"));
  }

  @Test
  void namesThatNoRoleHas_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> CreateRole.named(" "));
    assertThrows(IllegalArgumentException.class, () -> CreateRole.named("\u00e4".repeat(32)));
    assertEquals(63, CreateRole.named("x".repeat(63)).name().length());
  }

  @Test
  void lostCreation_isFoundByItsNameAndGetsItsPassword() throws Exception {
    server.enqueue(lost());
    server.enqueue(answer(200, one(NEW)));
    server.enqueue(answer(200, "{\"password\":\"hush\"}"));
    RoleUpdated made = neon.roles().create("p", "br-1", CreateRole.named("ann"));
    assertEquals(Secret.of("hush"), made.role().password());
    taken();
    assertRequest("GET", PATH + "/ann");
    assertRequest("GET", PATH + "/ann/reveal_password");
  }

  @Test
  void lostCreation_whereNoPasswordIsStored_isFoundWithoutIt() {
    server.enqueue(lost());
    server.enqueue(answer(200, one(NEW)));
    server.enqueue(error(412, "", "storing passwords is disabled"));
    assertNull(neon.roles().create("p", "br-1", CreateRole.named("ann")).role().password());
  }

  @ParameterizedTest
  @CsvSource({"2026-11-22T09:57:59Z,password", "2026-11-22T10:00:00Z,no_login"})
  void lostCreation_whereAnOlderOrDifferentOneIs_staysAmbiguous(String createdAt, String method) {
    server.enqueue(lost());
    server.enqueue(
        answer(
            200,
            one(
                NEW.replace("2026-11-22T09:58:00Z", createdAt)
                    .replace("\"password\"", "\"" + method + "\""))));
    assertThrows(
        AmbiguousWriteException.class,
        () -> neon.roles().create("p", "br-1", CreateRole.named("ann")));
  }

  @Test
  void lostReset_staysAmbiguousAndNamesTheRole() {
    server.enqueue(lost());
    AmbiguousWriteException e =
        assertThrows(
            AmbiguousWriteException.class, () -> neon.roles().resetPassword("p", "br-1", "ann"));
    assertTrue(e.getMessage().contains("password of role ann of branch br-1"), e.getMessage());
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void lostDeletion_isDoneWhenItIsGone() {
    server.enqueue(lost());
    server.enqueue(error(404, "", "no role"));
    assertEquals(RoleDeleted.wasNotThere(), neon.roles().delete("p", "br-1", "ann"));
  }

  @Test
  void lostDeletion_isSentAgainIfTheRoleIsOld() {
    server.enqueue(lost());
    server.enqueue(answer(200, one(Answers.ROLE)));
    server.enqueue(answer(200, one(Answers.ROLE)));
    assertTrue(neon.roles().delete("p", "br-1", "ann").role().isPresent());
  }

  @Test
  void lostDeletion_leavesARoleAloneThatMayBeSomebodyElses() {
    server.enqueue(lost());
    server.enqueue(answer(200, one(NEW)));
    assertThrows(AmbiguousWriteException.class, () -> neon.roles().delete("p", "br-1", "ann"));
    assertEquals(2, server.getRequestCount());
  }

  @Test
  void passwordThatIsNotStored_isRefusedWith412() {
    server.enqueue(error(412, "", "storing passwords is disabled"));
    InvalidRequestException e =
        assertThrows(
            InvalidRequestException.class, () -> neon.roles().revealPassword("p", "br-1", "ann"));
    assertEquals(412, e.status());
  }
}
