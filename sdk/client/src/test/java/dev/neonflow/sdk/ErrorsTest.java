package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.RestoreBranch;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.error.RateLimitedException;
import dev.neonflow.sdk.error.UnauthorizedException;
import dev.neonflow.sdk.projects.ListProjects;
import dev.neonflow.sdk.roles.CreateRole;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest extends WireTest {

  @BeforeEach
  void doNotRetry() {
    neon.close();
    neon = builder().retryFor(Duration.ZERO).build();
  }

  @ParameterizedTest
  @CsvSource({
    "400, '', InvalidRequestException, false",
    "401, '', UnauthorizedException, false",
    "403, '', ForbiddenException, false",
    "404, '', NotFoundException, false",
    "406, '', InvalidRequestException, false",
    "409, BRANCH_ALREADY_EXISTS, ConflictException, false",
    "412, '', InvalidRequestException, false",
    "418, '', InvalidRequestException, false",
    "422, '', InvalidRequestException, false",
    "422, BRANCHES_LIMIT_EXCEEDED, LimitExceededException, false",
    "422, BRANCH_SIZE_LIMIT_EXCEEDED_THRESHOLD, LimitExceededException, false",
    "423, '', LockedException, true",
    "429, '', RateLimitedException, true",
    "429, RATE_LIMIT_EXCEEDED, RateLimitedException, true",
    "500, '', AmbiguousWriteException, false",
    "501, '', UnavailableException, false",
    "502, '', AmbiguousWriteException, false",
    "503, '', UnavailableException, true",
    "504, '', AmbiguousWriteException, false",
    "524, '', AmbiguousWriteException, false",
    "307, '', InvalidRequestException, false",
  })
  void failedWrite_isTheExceptionOfItsStatus(
      int status, String code, String type, boolean retryable) {
    server.enqueue(error(status, code, "what went wrong"));
    NeonException e =
        assertThrows(
            NeonException.class, () -> neon.branches().create("p", CreateBranch.unnamed()));
    assertEquals(type, e.getClass().getSimpleName());
    assertEquals(status, e.status());
    assertEquals(code, e.code());
    assertEquals(Optional.of("req-1"), e.requestId());
    assertEquals(1, e.attempts());
    assertEquals(retryable, e.retryable());
    assertTrue(
        e.getMessage()
            .startsWith(
                "POST /api/v2/projects/p/branches was answered with "
                    + status
                    + (code.isEmpty() ? "" : " " + code)
                    + ": what went wrong (request req-1)"),
        e.getMessage());
    assertTrue(e.getMessage().endsWith(". " + e.remedy().orElseThrow()), e.getMessage());
    assertEquals(1, server.getRequestCount());
  }

  @ParameterizedTest
  @CsvSource({"500, true", "502, true", "503, true", "504, true", "501, false"})
  void failedRead_isUnavailable(int status, boolean retryable) {
    server.enqueue(error(status, "", "oops"));
    NeonException e = assertThrows(NeonException.class, () -> neon.projects().get("p"));
    assertEquals("UnavailableException", e.getClass().getSimpleName());
    assertEquals(retryable, e.retryable());
    assertTrue(e.getMessage().endsWith(". " + e.remedy().orElseThrow()), e.getMessage());
  }

  @Test
  void requestId_isTakenFromTheBodyWhenNoHeaderHasIt() {
    server.enqueue(error(404, "", "gone").removeHeader("X-Neon-Ret-Request-Id"));
    NotFoundException e = assertThrows(NotFoundException.class, () -> neon.projects().get("p"));
    assertEquals(Optional.of("body-1"), e.requestId());
  }

  @ParameterizedTest
  @CsvSource({"'<html>hush</html>'", "''", "'[]'", "'null'", "'{\"message\":{\"hush\":1}}'"})
  void errorBodyThatIsNone_isLeftOut(String body) {
    server.enqueue(answer(404, body));
    NotFoundException e = assertThrows(NotFoundException.class, () -> neon.projects().get("p"));
    assertEquals("", e.code());
    assertFalse(e.getMessage().contains("hush"), e.getMessage());
  }

  @Test
  void messageThatRepeatsTheKeyOverManyLines_isCleaned() {
    server.enqueue(error(401, "", "bad key " + KEY + "\\n\\u001b[31mline " + "x".repeat(900)));
    UnauthorizedException e =
        assertThrows(UnauthorizedException.class, () -> neon.projects().get("p"));
    assertTrue(e.getMessage().contains("bad key *** [31mline"), e.getMessage());
    assertTrue(e.getMessage().length() < 800);
    assertTrue(e.remedy().orElseThrow().contains("NEON_API_KEY"));
  }

  @Test
  void missingOrganization_saysSo() {
    server.enqueue(error(400, "", "org_id is required, you can find it somewhere"));
    InvalidRequestException e =
        assertThrows(InvalidRequestException.class, () -> neon.projects().list(ListProjects.all()));
    assertTrue(e.remedy().orElseThrow().contains("organization"));
  }

  @Test
  void redirect_isNotFollowed() {
    server.enqueue(answer(302, "").setHeader("Location", "/elsewhere"));
    InvalidRequestException e =
        assertThrows(InvalidRequestException.class, () -> neon.projects().get("p"));
    assertTrue(e.remedy().orElseThrow().contains("NEON_API_HOST"));
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void rateLimit_keepsThePauseAskedFor() {
    server.enqueue(error(429, "", "slow down").setHeader("Retry-After", "7"));
    RateLimitedException e =
        assertThrows(RateLimitedException.class, () -> neon.projects().get("p"));
    assertEquals(Optional.of(Duration.ofSeconds(7)), e.retryAfter());
    assertTrue(e.getMessage().contains(". Try again in 7 s, "), e.getMessage());
  }

  @Test
  void repeatedAttempts_areCountedInTheMessage() {
    neon.close();
    neon = builder().retryFor(Duration.ofMillis(125)).build();
    server.enqueue(error(423, "", "locked"));
    server.enqueue(error(423, "", "locked"));
    NeonException e = assertThrows(NeonException.class, () -> neon.projects().get("p"));
    assertEquals(
        "GET /api/v2/projects/p was answered with 423: locked (request req-1) after 2 attempts. "
            + e.remedy().orElseThrow(),
        e.getMessage());
  }

  @Test
  void whatIsNotFound_mayBeANameOrAnId() {
    List<Executable> byName =
        List.of(
            () -> neon.databases().get("p", "br-1", "shop"),
            () -> neon.roles().resetPassword("p", "br-1", "ann"),
            () -> neon.connectionUris().get("p", ConnectionUriQuery.of("d", "r")));
    List<Executable> byId =
        List.of(() -> neon.databases().list("p", "br-1"), () -> neon.projects().get("p"));
    for (Executable call : byName) {
      server.enqueue(error(404, "", "not found"));
      NotFoundException e = assertThrows(NotFoundException.class, call);
      assertTrue(e.remedy().orElseThrow().startsWith("Check the names"), e.getMessage());
    }
    for (Executable call : byId) {
      server.enqueue(error(404, "", "not found"));
      NotFoundException e = assertThrows(NotFoundException.class, call);
      assertTrue(e.remedy().orElseThrow().startsWith("Check the ids"), e.getMessage());
    }
  }

  @Test
  void lostAnswerBehindAProxy_saysWhereToLook() {
    server.enqueue(answer(524, ""));
    NeonException e =
        assertThrows(
            NeonException.class, () -> neon.branches().create("p", CreateBranch.unnamed()));
    AmbiguousWriteException lost = assertInstanceOf(AmbiguousWriteException.class, e);
    assertEquals("the newest branches of project p", lost.lookAt());
    assertTrue(e.getMessage().contains(lost.lookAt()), e.getMessage());
  }

  @Test
  void failureThatAnotherThreadFound_showsTheLineThatCalled() {
    server.enqueue(error(404, "", "branch not found"));
    NeonException e =
        assertThrows(
            NeonException.class,
            () -> neon.within(Duration.ofMinutes(1)).branches().get("p", "br-1"));
    assertTrue(
        Stream.of(e.getStackTrace())
            .anyMatch(f -> f.getClassName().startsWith(getClass().getName())),
        List.of(e.getStackTrace()).toString());
  }

  @Test
  @SuppressWarnings("NullAway")
  void missingValueThatWouldMeanSomethingElse_isRefused() {
    ConnectionUriQuery query = ConnectionUriQuery.of("d", "r");
    assertThrows(IllegalArgumentException.class, () -> query.branchId(null));
    assertThrows(IllegalArgumentException.class, () -> ConnectionUriQuery.of(null, "r"));
    assertThrows(IllegalArgumentException.class, () -> CreateBranch.named(null));
    assertThrows(IllegalArgumentException.class, () -> CreateBranch.named("x").parentId(null));
    assertThrows(IllegalArgumentException.class, () -> RestoreBranch.from(null));
    assertThrows(IllegalArgumentException.class, () -> CreateRole.named(null));
  }
}
