package dev.neonflow.embedded.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractValidatorTest {

  private static final Optional<String> JSON = Optional.of("application/json");

  /** A composition of three parts. */
  private static final String LIST = "/projects/sample-project-12345678/operations";

  private static final String OPERATIONS =
      """
      {"operations":[{"id":"3f0e5c2a-7d50-4b5e-9d64-0a3c5f1b2d47",\
      "project_id":"sample-project-12345678","branch_id":"br-cold-rain-a1b2c3d4",\
      "action":"create_branch","status":"finished","failures_count":0,\
      "created_at":"2026-01-02T03:04:05Z","updated_at":"2026-01-02T03:04:05Z",\
      "total_duration_ms":12}],"pagination":{"cursor":"5"}}""";

  private static final ContractValidator CONTRACT = new ContractValidator();

  @Test
  void answerAsDocumented_passes() {
    assertDoesNotThrow(() -> list(OPERATIONS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "an unknown member | \"cursor\":\"5\" | \"cursor\":\"5\",\"more\":1",
        "one in an element | \"failures_count\":0 | \"failures_count\":0,\"more\":1",
        "one beside the parts | \"operations\" | \"more\":1,\"operations\"",
        "a missing member | \"failures_count\":0, | ``",
        "a missing part | \"pagination\" | \"paging\"",
        "text for a number | \"total_duration_ms\":12 | \"total_duration_ms\":\"12\"",
        "a fraction for a whole number | \"total_duration_ms\":12 | \"total_duration_ms\":1.5",
        "a number for text | \"cursor\":\"5\" | \"cursor\":5",
        "null | \"br-cold-rain-a1b2c3d4\" | null",
        "null for an object | {\"cursor\":\"5\"} | null",
        "too large for 32 bits | \"failures_count\":0 | \"failures_count\":2147483648",
        "a value that is none of the list | create_branch | make_branch",
        "a time in parts of seconds | 03:04:05Z | 03:04:05.1Z",
        "a time with another zone | 03:04:05Z | 03:04:05+00:00",
        "a time that never was | 2026-01-02T | 2026-02-30T",
        "no uuid | 3f0e5c2a- | 3f0e5c2a",
        "an id with capitals | br-cold | BR-cold",
        "a member that is there twice | \"failures_count\":0 | \"failures_count\":0,\"failures_count\":0",
        "a body that goes on | \"cursor\":\"5\"}} | \"cursor\":\"5\"}}{}",
        "a body that breaks off | \"cursor\":\"5\"}} | \"cursor\":\"5\"}",
      })
  void whatIsNotDocumented_fails(String what, String from, String to) {
    assertTrue(OPERATIONS.contains(from), from);

    AssertionError e =
        assertThrows(AssertionError.class, () -> list(OPERATIONS.replace(from, to)), what);

    assertTrue(e.getMessage().contains("GET " + LIST + " answered 200"), e.getMessage());
  }

  @Test
  void failure_namesTheMember_andNotWhatFollowsFromIt() {
    String body = OPERATIONS.replace("\"status\"", "\"more\":1,\"status\"");
    AssertionError e = assertThrows(AssertionError.class, () -> list(body));

    assertTrue(e.getMessage().contains("/operations/0: property 'more'"), e.getMessage());
    assertFalse(e.getMessage().contains("'operations'"), e.getMessage());
  }

  @Test
  void nullAndChoices_passOnlyWhereTheyAreDocumented() {
    String server = "/projects/p/auth/email_server";
    String standard =
        "{'type':'standard','host':'h','port':1,'username':'u','password':'p',"
            + "'sender_email':'a@b.example','sender_name':'s'}";
    assertDoesNotThrow(() -> check("GET", server, 200, standard));
    assertDoesNotThrow(() -> check("GET", server, 200, "{'type':'shared'}"));
    fails("GET", server, 200, "{'type':'shared','port':1,'more':2}");
    fails("GET", server, 200, "{'type':'none'}");

    String limit = "/organizations/o/billing/spending_limit";
    assertDoesNotThrow(() -> check("GET", limit, 200, "{'spending_limit_cents':null}"));
    assertDoesNotThrow(() -> check("GET", limit, 200, "{'spending_limit_cents':1}"));
    fails("GET", limit, 200, "{'spending_limit_cents':'1'}");
    fails("GET", limit, 200, "{}");
  }

  @Test
  void statuses_areTheDocumentedOnes() {
    String refusal = "{'request_id':'r','code':'','message':'m'}";
    for (int status : new int[] {400, 401, 404, 423, 501}) {
      assertDoesNotThrow(() -> check("GET", LIST, status, refusal));
      assertDoesNotThrow(() -> check("GET", "/nowhere", status, refusal));
    }
    fails("GET", LIST, 404, "{'code':''}");
    fails("GET", LIST, 404, "{'code':'','message':'m','more':1}");
    fails("GET", LIST, 418, refusal);
    fails("GET", LIST, 201, OPERATIONS);
    fails("POST", LIST, 200, OPERATIONS);
    fails("GET", "/nowhere", 200, "{}");
  }

  @Test
  void contentType_isThereWithABody_andOnlyThen() {
    String branch = "/projects/p/branches/br-cold-rain-a1b2c3d4";
    assertDoesNotThrow(() -> CONTRACT.check("DELETE", branch, 204, Optional.empty(), ""));
    assertThrows(
        AssertionError.class, () -> CONTRACT.check("DELETE", branch, 204, Optional.of("a/b"), ""));
    assertThrows(
        AssertionError.class, () -> CONTRACT.check("DELETE", branch, 204, Optional.empty(), "{}"));
    for (String type : new String[] {"text/plain", "application/json; charset=utf-8", ""}) {
      Optional<String> header = Optional.of(type).filter(text -> !text.isEmpty());
      assertThrows(
          AssertionError.class, () -> CONTRACT.check("GET", LIST, 200, header, OPERATIONS), type);
    }
  }

  private static void list(String body) {
    CONTRACT.check("GET", LIST, 200, JSON, body);
  }

  private static void fails(String method, String path, int status, String body) {
    assertThrows(AssertionError.class, () -> check(method, path, status, body), body);
  }

  private static void check(String method, String path, int status, String body) {
    CONTRACT.check(method, path, status, JSON, body.replace('\'', '"'));
  }
}
