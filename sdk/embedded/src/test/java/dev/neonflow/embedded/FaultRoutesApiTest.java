package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.RawClient.Raw;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes that inject faults, for those who are not in this process. */
class FaultRoutesApiTest extends ApiTest {

  private static final String FAULTS = "/embedded/faults";

  private final RawClient raw = new RawClient(neon);

  @AfterEach
  void clear() {
    neon.clearFaults();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'fault':'status','status':423,'method':'POST',"
            + "'path':'/projects/{project_id}/branches','times':2};"
            + "status 423 on POST /projects/{project_id}/branches;2",
        "{'fault':'status','status':429,'retry_after':1}; status 429, Retry-After: 1;1",
        "{'fault':'status','status':503,'retry_after':'2030-01-02T03:04:05Z'};"
            + "status 503, Retry-After: Wed, 02 Jan 2030 03:04:05 GMT;1",
        "{'fault':'status','status':524,'after_applying':true};status 524 after applying;1",
        "{'fault':'cut','at':'within_body','path':'/projects/*'};cut within_body on /projects/*;1",
        "{'fault':'delay','seconds':0.5,'always':true};delay of 0.5 s;2147483647",
        "{'fault':'slow_body','seconds':2,'method':'GET'};slow body, 2 s on GET;1",
        "{'fault':'malformed'};malformed JSON;1",
        "{'fault':'random','seed':7,'probability':0.1};"
            + "random, seed 7, probability 0.1;2147483647",
        "{'fault':'random','seed':-9007199254740991,'probability':1,'times':4};"
            + "random, seed -9007199254740991, probability 1.0;4",
        "{'fault':'operation_fails'};operation fails;1",
        "{'fault':'operation_hangs','action':'create_branch'};operation create_branch hangs;1",
        "{'fault':'slow_compute','seconds':3};compute slow by 3 s;1",
        "{'fault':'compute_fails','times':3};compute fails;3",
      })
  void fault_isInjected(String json, String name, int times) {
    Raw answer = raw.send("POST", FAULTS, json);

    assertEquals(201, answer.status(), answer::text);
    InjectedFault fault = neon.faults().get(0);
    assertEquals(name, fault.fault().toString());
    assertEquals(times, fault.fault().times());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{};fault is missing",
        "[];not the JSON that is expected",
        "{'fault':'earthquake'};fault \\\"earthquake\\\" is none of [compute_fails, cut, delay",
        "{'fault':'status'};status is missing",
        "{'fault':'status','status':'423'};status must be a number",
        "{'fault':'status','status':423.5};status must be a whole number",
        "{'fault':'malformed','times':3000000000};whole number between -2147483647 and 2147483647",
        "{'fault':'malformed','times':2,'always':true};times and always exclude each other",
        "{'fault':'random','seed':1e17,'probability':1};seed must be a whole number between",
        "{'fault':'status','status':200};status 200 is not between 400 and 599",
        "{'fault':'status','status':429,'retry_after':true};retry_after must be seconds",
        "{'fault':'status','status':429,'retry_after':'soon'};is not an RFC 3339 time",
        "{'fault':'status','status':423,'after_applying':true};promises that nothing was done",
        "{'fault':'status','status':423,'tmies':2};unknown for this kind of fault: tmies",
        "{'fault':'cut','at':'noon'};at \\\"noon\\\" is none of before_applying",
        "{'fault':'delay','seconds':7200};at most an hour",
        "{'fault':'malformed','times':0};times 0 is less than 1",
        "{'fault':'malformed','path':'/nonsense'};the API has no route",
        "{'fault':'malformed','method':'DELETE','path':'/projects'};the API has no route",
        "{'fault':'random','seed':1,'probability':2};probability 2.0 is not",
        "{'fault':'operation_fails','action':'x'};action \\\"x\\\" is none of",
      })
  void nonsense_isRefused_andSaysWhy(String json, String why) {
    Raw answer = raw.send("POST", FAULTS, json);

    assertEquals(400, answer.status(), answer::text);
    assertTrue(answer.body().contains("\"code\":\"\""), answer::body);
    assertTrue(answer.body().contains(why), answer::body);
    assertEquals(List.of(), neon.faults());
  }

  @Test
  void faults_areListedWithTheirCounts_andCleared() {
    raw.send("POST", FAULTS, "{'fault':'status','status':503,'path':'/regions','times':2}");
    raw.send("POST", FAULTS, "{'fault':'malformed','always':true,'path':'/auth'}");
    long first = neon.faults().get(0).id();
    long second = neon.faults().get(1).id();
    assertEquals(503, raw.send("GET", "/api/v2/regions", "").status());

    assertEquals(
        "{\"faults\":[{\"id\":"
            + first
            + ",\"fault\":\"status 503 on /regions\",\"times\":2,\"used\":1},{\"id\":"
            + second
            + ",\"fault\":\"malformed JSON on /auth\",\"used\":0}]}",
        raw.send("GET", FAULTS, "").body());
    assertEquals(204, raw.send("DELETE", FAULTS + "/" + second, "").status());
    assertEquals(1, neon.faults().size());
    assertEquals(204, raw.send("DELETE", FAULTS, "").status());
    assertEquals("{\"faults\":[]}", raw.send("GET", FAULTS, "").body());
    assertEquals(200, raw.send("GET", "/api/v2/regions", "").status());
  }

  @Test
  void faults_areForThoseWhoHaveTheKey_andNotPartOfTheApi() {
    String right = "Bearer " + neon.apiKey();
    for (String method : List.of("GET", "POST", "DELETE")) {
      assertEquals(401, send("Bearer wrong", "127.0.0.1", method, FAULTS).status());
      assertEquals(403, send(right, "evil.example", method, FAULTS).status());
    }
    assertEquals(404, send(right, "127.0.0.1", "GET", "/api/v2" + FAULTS).status());
    assertEquals(404, send(right, "127.0.0.1", "GET", "/api/v2/faults").status());
    assertEquals(404, send(right, "127.0.0.1", "GET", "/embedded/secrets").status());
    assertEquals(404, send(right, "127.0.0.1", "GET", "/embedded").status());
  }

  @Test
  void faults_doNotHappenToTheirOwnRoutes_norShowTheKey() {
    served.clear();
    neon.inject(Fault.status(500).always());

    Raw list = raw.send("GET", FAULTS, "");
    assertEquals(200, list.status());
    assertFalse(list.text().contains(neon.apiKey()));
    assertTrue(served.isEmpty());
    assertEquals(500, raw.send("GET", "/api/v2/nonsense", "").status());
    assertEquals(500, send("Bearer " + neon.apiKey(), "localhost", "GET", "/api/v2/auth").status());
    assertEquals(401, send("Bearer wrong", "127.0.0.1", "GET", "/api/v2/auth").status());
  }

  @Test
  void faultOfNoRoute_isRefusedInJavaToo() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> neon.inject(Fault.malformed().on("POST", "/projects/{id}/branch")))
            .getMessage();

    assertTrue(message.contains("malformed JSON on POST /projects/{id}/branch"), message);
  }

  private static Raw send(String authorization, String host, String method, String path) {
    return new RawClient(neon.apiBase(), authorization, host)
        .send(method, path, method.equals("POST") ? "{'fault':'malformed'}" : "");
  }
}
