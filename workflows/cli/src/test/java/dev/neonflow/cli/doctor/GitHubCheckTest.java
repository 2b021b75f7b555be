package dev.neonflow.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GitHubCheckTest {
  private static final String REPOSITORY = "/repos/acme/shop";
  private static final String COMMENTS = "/repos/acme/shop/issues/comments?per_page=1";

  private FakeApi api;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private List<Finding> findings(String base) throws InterruptedException {
    Map<String, String> environment = Map.of("GITHUB_TOKEN", "ghs_secret", "GITHUB_API_URL", base);
    List<Finding> findings =
        new GitHubCheck(environment, "acme/shop", true, FakeApi.PATIENCE).findings();
    assertFalse(findings.toString().contains("ghs_secret"));
    return findings;
  }

  private String last() throws InterruptedException {
    List<Finding> findings = findings(api.base());
    Finding last = findings.get(findings.size() - 1);
    return last.level() + " " + last.message();
  }

  @Test
  void goodToken_isSaidUntilWhen() throws Exception {
    String expires = "github-authentication-token-expiration";
    api.answering(REPOSITORY, 200, "{\"permissions\":{\"push\":true}}", Map.of(expires, "2027"))
        .answering(COMMENTS, 200, "[]", Map.of());
    assertEquals("OK the token sees acme/shop, until 2027", last());
    assertEquals(
        List.of(
            "GET " + REPOSITORY + " Bearer ghs_secret", "GET " + COMMENTS + " Bearer ghs_secret"),
        api.asked());
  }

  @ParameterizedTest
  @CsvSource({
    "401,GitHub refuses the token",
    "404,sees no repository acme/shop",
    "403,may not read this",
    "500,answers with 500"
  })
  void refusedToken_isAProblem(int status, String said) throws Exception {
    api.answering(REPOSITORY, status, "", Map.of());
    assertTrue(last().startsWith("PROBLEM ") && last().contains(said), last());
  }

  @ParameterizedTest
  @CsvSource({"403,X-RateLimit-Remaining,0", "403,Retry-After,60", "429,X-Any,1"})
  void usedUpLimit_isNoMissingPermission(int status, String header, String value) throws Exception {
    api.answering(REPOSITORY, status, "{}", Map.of(header, value));
    assertTrue(last().endsWith("lets no more requests of this token through for now"), last());
  }

  @Test
  void missingPermission_isNamed() throws Exception {
    api.answering(REPOSITORY, 200, "{}", Map.of())
        .answering(COMMENTS, 403, "", Map.of("X-Accepted-GitHub-Permissions", "issues=read"));
    assertTrue(last().endsWith("it needs one of: issues=read"), last());
  }

  @ParameterizedTest
  @CsvSource({"'repo, workflow',OK", "public_repo,OK", "read:org,PROBLEM", "repo:status,PROBLEM"})
  void scopesOfAClassicToken_mustAllowComments(String scopes, String level) throws Exception {
    api.answering(REPOSITORY, 200, "{}", Map.of("X-OAuth-Scopes", scopes))
        .answering(COMMENTS, 200, "[]", Map.of());
    assertTrue(last().startsWith(level), last());
  }

  @Test
  void tokenThatOnlyReads_isNoted() throws Exception {
    api.answering(REPOSITORY, 200, "{\"permissions\": {\"pull\":true,\"push\":false}}", Map.of())
        .answering(COMMENTS, 200, "[]", Map.of());
    assertTrue(last().startsWith("NOTE "), last());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com",
        "ftp://127.0.0.1",
        "nothing",
        "x y",
        "https://me:ghs_secret@127.0.0.1:1",
        "https://127.0.0.1:1/?ghs_secret"
      })
  void baseThatWillNotDo_getsNoTokenAndIsNotShown(String base) throws Exception {
    Finding only = findings(base).get(0);
    assertTrue(only.isProblem() && only.message().contains("is not sent"), only.toString());
  }

  @Test
  void noToken_isAProblemOnlyIfCommentsAreWanted() throws Exception {
    assertTrue(new GitHubCheck(Map.of(), "acme/shop", true).findings().get(0).isProblem());
    assertFalse(new GitHubCheck(Map.of(), "acme/shop", false).findings().get(0).isProblem());
  }

  @Test
  void nobodyThere_isAProblem() throws Exception {
    try (Socket taken = new Socket()) {
      // Bound but not listening: nobody else gets the port meanwhile.
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String base = "http://127.0.0.1:" + taken.getLocalPort();
      assertTrue(findings(base).get(0).message().contains("does not answer"));
    }
  }
}
