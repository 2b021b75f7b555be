package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.sdk.endpoints.AddEndpoint;
import dev.neonflow.sdk.endpoints.CreateEndpoint;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.endpoints.EndpointDeleted;
import dev.neonflow.sdk.endpoints.EndpointSettings;
import dev.neonflow.sdk.endpoints.EndpointState;
import dev.neonflow.sdk.endpoints.EndpointType;
import dev.neonflow.sdk.endpoints.PreloadLibraries;
import dev.neonflow.sdk.endpoints.Provisioner;
import dev.neonflow.sdk.endpoints.UpdateEndpoint;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsTest extends WireTest {
  private static final String NEW =
      Answers.ENDPOINT.replace("2026-11-22T09:12:18Z", "2026-11-22T09:59:00Z");
  private static final EndpointSettings SETTINGS =
      EndpointSettings.create()
          .pgSetting("work_mem", "64MB")
          .preloadLibraries(PreloadLibraries.only(List.of("pg_cron")));
  private static final String SETTINGS_JSON =
      """
      "settings":{"pg_settings":{"work_mem":"64MB"},
       "preload_libraries":{"use_defaults":false,"enabled_libraries":["pg_cron"]}}""";

  private static String one(String endpoint) {
    return "{\"endpoint\":" + endpoint + ",\"operations\":[]}";
  }

  private static String all(String... endpoints) {
    return "{\"endpoints\":[" + String.join(",", endpoints) + "]}";
  }

  private static MockResponse lost() {
    return error(504, "", "gone");
  }

  private static String inState(String current, String pending) {
    return Answers.ENDPOINT.replace(
        "\"current_state\":\"init\",\"pending_state\":\"active\"",
        "\"current_state\":\""
            + current
            + "\""
            + (pending == null ? "" : ",\"pending_state\":\"" + pending + "\""));
  }

  @Test
  void requests() throws Exception {
    for (int i = 0; i < 2; i++) {
      server.enqueue(answer(200, all(Answers.ENDPOINT)));
    }
    for (int i = 0; i < 9; i++) {
      server.enqueue(answer(200, one(Answers.ENDPOINT)));
    }
    server.enqueue(new MockResponse().setResponseCode(204));
    var endpoints = neon.endpoints();
    endpoints.list("p");
    endpoints.listOfBranch("p", "br-1");
    endpoints.get("p", "ep-1");
    endpoints.start("p", "ep-1");
    endpoints.suspend("p", "ep-1");
    endpoints.restart("p", "ep-1");
    endpoints.create("p", AddEndpoint.readOnly("br-1"));
    endpoints.create(
        "p",
        AddEndpoint.readWrite("br-1")
            .name("web")
            .computeUnits(0.25, 2)
            .suspendAfter(Duration.ofMinutes(5))
            .settings(SETTINGS)
            .provisioner(Provisioner.K8S_NEONVM)
            .regionId("aws-us-west-2")
            .disabled(false)
            .passwordlessAccess(true));
    endpoints.update("p", "ep-1", UpdateEndpoint.create());
    endpoints.update(
        "p",
        "ep-1",
        UpdateEndpoint.create()
            .name("web")
            .computeUnits(1, 1)
            .neverSuspend()
            .settings(SETTINGS)
            .provisioner(Provisioner.K8S_POD)
            .disabled(true)
            .passwordlessAccess(false));
    assertEquals(
        "ep-misty-truth-a5favp6j", endpoints.delete("p", "ep-1").endpoint().orElseThrow().id());
    assertEquals(EndpointDeleted.wasNotThere(), endpoints.delete("p", "ep-1"));
    String path = "/projects/p/endpoints";
    assertRequest("GET", path);
    assertRequest("GET", "/projects/p/branches/br-1/endpoints");
    assertRequest("GET", path + "/ep-1");
    assertRequest("POST", path + "/ep-1/start");
    assertRequest("POST", path + "/ep-1/suspend");
    assertRequest("POST", path + "/ep-1/restart");
    assertRequest("POST", path, "{\"endpoint\":{\"branch_id\":\"br-1\",\"type\":\"read_only\"}}");
    assertRequest(
        "POST",
        path,
        """
        {"endpoint":{"branch_id":"br-1","type":"read_write","name":"web",
         "autoscaling_limit_min_cu":0.25,"autoscaling_limit_max_cu":2,
         "suspend_timeout_seconds":300,"provisioner":"k8s-neonvm","region_id":"aws-us-west-2",
         "disabled":false,"passwordless_access":true,%s}}"""
            .formatted(SETTINGS_JSON));
    assertRequest("PATCH", path + "/ep-1", "{\"endpoint\":{}}");
    assertRequest(
        "PATCH",
        path + "/ep-1",
        """
        {"endpoint":{"name":"web","autoscaling_limit_min_cu":1,"autoscaling_limit_max_cu":1,
         "suspend_timeout_seconds":-1,"provisioner":"k8s-pod","disabled":true,
         "passwordless_access":false,%s}}"""
            .formatted(SETTINGS_JSON));
    assertRequest("DELETE", path + "/ep-1");
    assertRequest("DELETE", path + "/ep-1");
  }

  @Test
  void fullAnswer_isReadCompletely() {
    String full =
        """
        {"endpoint":{"host":"h","id":"ep-1","name":"web","project_id":"p","branch_id":"br-1",
         "autoscaling_limit_min_cu":0.25,"autoscaling_limit_max_cu":2,"region_id":"r",
         "type":"read_only","current_state":"active","pending_state":"idle",
         "settings":{"pg_settings":{"work_mem":"64MB","gone":null},"preload_libraries":
          {"use_defaults":true,"enabled_libraries":["a"]},"pgbouncer_settings":{}},
         "pooler_enabled":false,"pooler_mode":"transaction","disabled":true,
         "passwordless_access":true,"last_active":"2026-11-01T00:00:01Z",
         "creation_source":"console","created_at":"2026-11-01T00:00:02Z",
         "updated_at":"2026-11-01T00:00:03Z","started_at":"2026-11-01T00:00:04Z",
         "suspended_at":"2026-11-01T00:00:05Z","proxy_host":"ph","suspend_timeout_seconds":-1,
         "provisioner":"serverless-platform","compute_release_version":"7"}}""";
    server.enqueue(answer(200, full));
    Instant start = Instant.parse("2026-11-01T00:00:00Z");
    assertEquals(
        new Endpoint(
            "ep-1",
            "p",
            "br-1",
            "h",
            EndpointType.READ_ONLY,
            EndpointState.ACTIVE,
            EndpointState.IDLE,
            "web",
            "r",
            0.25,
            2,
            -1,
            new EndpointSettings(
                Map.of("work_mem", "64MB"), new PreloadLibraries(true, List.of("a"))),
            Provisioner.SERVERLESS_PLATFORM,
            "7",
            true,
            true,
            "console",
            "ph",
            start.plusSeconds(1),
            start.plusSeconds(4),
            start.plusSeconds(5),
            start.plusSeconds(2),
            start.plusSeconds(3)),
        neon.endpoints().get("p", "ep-1"));
  }

  @Test
  void leastAnswer_isRead() {
    server.enqueue(
        answer(
            200,
            "{\"endpoint\":" + inState("idle", null).replace("{\"pg_settings\":{}}", "{}") + "}"));
    Endpoint endpoint = neon.endpoints().get("p", "ep-1");
    assertNull(endpoint.pendingState());
    assertNull(endpoint.lastActive());
    assertNull(endpoint.computeReleaseVersion());
    assertEquals(EndpointSettings.create(), endpoint.settings());
  }

  @Test
  void whatCannotBeRight_isRefused() {
    AddEndpoint add = AddEndpoint.readWrite("br-1");
    assertThrows(IllegalArgumentException.class, () -> AddEndpoint.readOnly(" "));
    assertThrows(IllegalArgumentException.class, () -> add.name(""));
    assertThrows(IllegalArgumentException.class, () -> add.name("x".repeat(65)));
    assertThrows(IllegalArgumentException.class, () -> add.computeUnits(2, 1));
    assertThrows(IllegalArgumentException.class, () -> add.computeUnits(1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> add.computeUnits(0.2, 1));
    assertThrows(IllegalArgumentException.class, () -> add.suspendAfter(Duration.ofSeconds(59)));
    assertThrows(IllegalArgumentException.class, () -> add.suspendAfter(Duration.ofDays(8)));
    assertThrows(IllegalArgumentException.class, () -> add.regionId(""));
    assertThrows(IllegalArgumentException.class, () -> add.provisioner(Provisioner.UNKNOWN));
    assertThrows(
        IllegalArgumentException.class,
        () -> CreateEndpoint.readWrite().provisioner(Provisioner.UNKNOWN));
    assertThrows(IllegalArgumentException.class, () -> UpdateEndpoint.create().name(" "));
  }

  @Test
  void lostCreation_ofTheOneThatWrites_isFoundOnItsBranch() throws Exception {
    server.enqueue(lost());
    server.enqueue(answer(200, all(NEW.replace("read_write", "read_only"), NEW)));
    AddEndpoint request = AddEndpoint.readWrite("br-1").computeUnits(0.25, 2);
    assertEquals(EndpointType.READ_WRITE, neon.endpoints().create("p", request).endpoint().type());
    taken();
    assertRequest("GET", "/projects/p/branches/br-1/endpoints");
  }

  @ParameterizedTest
  @CsvSource({"2026-11-22T09:57:59Z, 2", "2026-11-22T09:59:00Z, 4"})
  void lostCreation_whereAnOlderOrDifferentOneIs_staysAmbiguous(String createdAt, double most) {
    server.enqueue(lost());
    server.enqueue(answer(200, all(Answers.ENDPOINT.replace("2026-11-22T09:12:18Z", createdAt))));
    AddEndpoint request = AddEndpoint.readWrite("br-1").computeUnits(0.25, most);
    assertThrows(AmbiguousWriteException.class, () -> neon.endpoints().create("p", request));
  }

  @Test
  void lostCreation_ofAReader_andRestart_stayAmbiguous() {
    server.enqueue(lost());
    server.enqueue(lost());
    assertThrows(
        AmbiguousWriteException.class,
        () -> neon.endpoints().create("p", AddEndpoint.readOnly("br-1")));
    assertThrows(AmbiguousWriteException.class, () -> neon.endpoints().restart("p", "ep-1"));
    assertEquals(2, server.getRequestCount());
  }

  @ParameterizedTest
  @CsvSource({"active,,true", "init,active,true", "idle,active,true", "idle,,false"})
  void lostStart_isDoneWhenItRunsOrIsAboutTo(String current, String pending, boolean done) {
    server.enqueue(lost());
    server.enqueue(answer(200, one(inState(current, pending))));
    server.enqueue(answer(200, one(Answers.ENDPOINT)));
    neon.endpoints().start("p", "ep-1");
    assertEquals(done ? 2 : 3, server.getRequestCount());
  }

  @ParameterizedTest
  @CsvSource({"idle,,true", "active,idle,true", "active,,false", "idle,active,false"})
  void lostSuspension_isDoneWhenItIsIdleOrAboutTo(String current, String pending, boolean done) {
    server.enqueue(lost());
    server.enqueue(answer(200, one(inState(current, pending))));
    server.enqueue(answer(200, one(Answers.ENDPOINT)));
    neon.endpoints().suspend("p", "ep-1");
    assertEquals(done ? 2 : 3, server.getRequestCount());
  }

  @ParameterizedTest
  @CsvSource({"2,true", "4,false"})
  void lostChange_isDoneWhenItIsSo(double most, boolean done) {
    server.enqueue(lost());
    server.enqueue(answer(200, one(Answers.ENDPOINT)));
    server.enqueue(answer(200, one(Answers.ENDPOINT)));
    neon.endpoints()
        .update("p", "ep-1", UpdateEndpoint.create().computeUnits(0.25, most).disabled(false));
    assertEquals(done ? 2 : 3, server.getRequestCount());
  }

  @Test
  void lostDeletion_isDoneWhenItIsGone() {
    server.enqueue(lost());
    server.enqueue(error(404, "", "no endpoint"));
    assertEquals(EndpointDeleted.wasNotThere(), neon.endpoints().delete("p", "ep-1"));
  }
}
