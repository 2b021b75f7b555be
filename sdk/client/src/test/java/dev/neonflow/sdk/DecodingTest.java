package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonDataException;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.BranchState;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.databases.Database;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.endpoints.EndpointState;
import dev.neonflow.sdk.endpoints.EndpointType;
import dev.neonflow.sdk.error.NeonDecodingException;
import dev.neonflow.sdk.internal.json.NeonJson;
import dev.neonflow.sdk.operations.ListOperations;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.operations.OperationAction;
import dev.neonflow.sdk.operations.OperationStatus;
import dev.neonflow.sdk.paging.Page;
import dev.neonflow.sdk.projects.ListProjects;
import dev.neonflow.sdk.projects.ProjectPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingTest extends WireTest {

  @Test
  void branchList_joinsAnnotationsAndFollowsNext() {
    server.enqueue(answer(200, Answers.BRANCHES));
    Page<AnnotatedBranch> page = neon.branches().list("p", ListBranches.all());
    assertEquals(Optional.of("abc"), page.next());
    assertEquals(Map.of("github-pr-number", "42"), page.items().get(0).annotations());
    assertEquals(Map.of(), page.items().get(1).annotations());

    Branch child = page.items().get(0).branch();
    assertEquals("br-curly-wave-af4i4oeu", child.id());
    assertEquals("br-dry-glade-afxk1s2p", child.parentId());
    assertEquals(BranchState.INIT, child.currentState());
    assertEquals(BranchState.READY, child.pendingState());
    assertEquals(InitSource.PARENT_DATA, child.initSource());
    assertEquals(Instant.parse("2026-11-29T09:12:18Z"), child.expiresAt());
    assertFalse(child.isReady());
    assertFalse(child.isDefault());

    Branch root = page.items().get(1).branch();
    assertNull(root.parentId());
    assertNull(root.pendingState());
    assertNull(root.expiresAt());
    assertEquals(30785536L, root.logicalSize());
    assertEquals(InitSource.SCHEMA_ONLY, root.initSource());
    assertEquals(Instant.parse("2026-11-01T09:12:15.250Z"), root.updatedAt());
    assertTrue(root.isReady() && root.isDefault() && root.isProtected());
  }

  @Test
  void lastBranchPageWithoutAnnotations_isRead() {
    server.enqueue(answer(200, "{\"branches\":[],\"pagination\":{}}"));
    Page<AnnotatedBranch> page = neon.branches().list("p", ListBranches.all());
    assertEquals(new Page<>(List.of(), null), page);
  }

  @Test
  void oneBranch_bringsItsAnnotations() {
    server.enqueue(
        answer(
            200,
            "{\"branch\":"
                + Answers.BRANCH
                + ",\"annotation\":{\"object\":{\"type\":\"t\",\"id\":\"i\"},"
                + "\"value\":{\"a\":\"b\",\"gone\":null}}}"));
    assertEquals(Map.of("a", "b"), neon.branches().get("p", "br-1").annotations());
  }

  @Test
  void newBranch_isARecieptWithEverythingInIt() {
    server.enqueue(answer(201, Answers.CREATED));
    BranchCreated created = neon.branches().create("p", CreateBranch.named("preview/pr-42"));
    Endpoint endpoint = created.endpoints().get(0);
    assertEquals("ep-misty-truth-a5favp6j.c-2.us-west-2.aws.neon.tech", endpoint.host());
    assertEquals(EndpointType.READ_WRITE, endpoint.type());
    assertEquals(EndpointState.INIT, endpoint.currentState());
    assertEquals(EndpointState.ACTIVE, endpoint.pendingState());
    assertEquals(0.25, endpoint.autoscalingLimitMinCu());
    assertEquals(
        List.of(OperationStatus.RUNNING, OperationStatus.SCHEDULING),
        created.operations().stream().map(Operation::status).toList());
    assertEquals("neondb_owner", created.roles().get(0).name());
    assertNull(created.roles().get(0).password());
    assertEquals(9007199254740993L, created.databases().get(0).id());
    assertEquals("npg_p@ss", created.connectionUris().get(0).password().reveal());
    List<Database> databases = created.databases();
    assertThrows(UnsupportedOperationException.class, () -> databases.remove(0));
  }

  @Test
  void newBranchWithoutConnectionUris_isNormal() {
    server.enqueue(
        answer(
            201,
            "{\"branch\":"
                + Answers.BRANCH
                + ",\"endpoints\":[],\"operations\":[],\"roles\":[],\"databases\":[]}"));
    assertEquals(List.of(), neon.branches().create("p", CreateBranch.named("x")).connectionUris());
  }

  @Test
  void rolePassword_isASecret() {
    server.enqueue(
        answer(
            200,
            "{\"roles\":[{\"branch_id\":\"b\",\"name\":\"n\",\"password\":\"hush\","
                + "\"created_at\":\"2026-11-01T09:12:15Z\",\"updated_at\":\"2026-11-01T09:12:15Z\"}]}"));
    var role = neon.roles().list("p", "b").get(0);
    assertEquals(Secret.of("hush"), role.password());
    assertNull(role.isProtected());
    assertFalse(role.toString().contains("hush"));
  }

  @Test
  void projectPage_thatIsNotFull_isTheLastEvenWithACursor() {
    server.enqueue(answer(200, Answers.PROJECTS));
    server.enqueue(answer(200, Answers.PROJECTS));
    server.enqueue(answer(200, Answers.NO_PROJECTS));
    ProjectPage full = neon.projects().list(ListProjects.all().limit(1));
    assertEquals(Optional.of("last"), full.next());
    assertEquals(18, full.items().get(0).pgVersion());
    assertEquals("org-morning-bread-81040908", full.items().get(0).orgId());
    assertEquals(Optional.empty(), neon.projects().list(ListProjects.all().limit(2)).next());
    assertEquals(Optional.empty(), neon.projects().list(ListProjects.all()).next());
  }

  @Test
  void unknownConstants_areReadAsUnknown() {
    server.enqueue(
        answer(
            200,
            "{\"operations\":["
                + Answers.operation("op-1", "never_heard_of", "pondering", 0)
                + "]}"));
    Operation operation = neon.operations().list("p", ListOperations.all()).items().get(0);
    assertEquals(OperationStatus.UNKNOWN, operation.status());
    assertEquals(OperationAction.UNKNOWN, operation.action());
    server.enqueue(
        answer(
            200,
            "{\"branch\":"
                + Answers.BRANCH.replace("\"ready\"", "\"storage_deleted\"")
                + ",\"operations\":[]}"));
    assertEquals(
        BranchState.UNKNOWN,
        neon.branches().delete("p", "br-1").branch().orElseThrow().pendingState());
  }

  @Test
  void unknownConstant_isNeverSent() {
    assertThrows(
        IllegalArgumentException.class,
        () -> CreateBranch.named("x").initSource(InitSource.UNKNOWN));
    assertThrows(
        JsonDataException.class,
        () -> NeonJson.create().adapter(EndpointType.class).toJson(EndpointType.UNKNOWN));
    assertEquals(
        "\"read_only\"",
        NeonJson.create().adapter(EndpointType.class).toJson(EndpointType.READ_ONLY));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"id\":\"br-dry-glade-afxk1s2p\",', $.branch.id",
    "'\"project_id\":\"silent-hall-60879203\",', $.branch.project_id",
    "'\"current_state\":\"ready\",', $.branch.current_state",
    "'\"default\":true,', default",
  })
  void missingRequiredField_isNamed(String field, String place) {
    assertTrue(Answers.ROOT.contains(field));
    server.enqueue(answer(200, "{\"branch\":" + Answers.ROOT.replace(field, "") + "}"));
    NeonDecodingException e =
        assertThrows(NeonDecodingException.class, () -> neon.branches().get("p", "br-1"));
    assertTrue(e.getMessage().contains(place), e.getMessage());
    assertTrue(e.getMessage().contains("GET /api/v2/projects/p/branches/br-1"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "<html>hush</html>",
        "{\"branch\":",
        "{\"branch\":\"hush\"}",
        "{\"branch\":null}",
        "{\"branch\":{\"id\":{}}}",
        "{\"branch\":{\"created_at\":\"hush\"}}",
      })
  void unreadableAnswer_isADecodingErrorThatShowsNothingOfIt(String body) {
    server.enqueue(answer(200, body));
    NeonDecodingException e =
        assertThrows(NeonDecodingException.class, () -> neon.branches().get("p", "br-1"));
    assertEquals(1, e.attempts());
    assertFalse(e.retryable());
    assertEquals(Optional.of("req-1"), e.requestId());
    assertFalse(e.getMessage().contains("setLenient"), e.getMessage());
    for (Throwable t = e; t != null; t = t.getCause()) {
      assertFalse(String.valueOf(t.getMessage()).contains("hush"), t.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{}", "<html>"})
  void unreadableAnswer_hasItsStatusAndRequestId(String body) {
    for (Neon view : List.of(neon, neon.within(Duration.ofMinutes(1)))) {
      server.enqueue(answer(203, body));
      NeonDecodingException e =
          assertThrows(NeonDecodingException.class, () -> view.branches().get("p", "br-1"));
      assertEquals(203, e.status());
      assertEquals(Optional.of("req-1"), e.requestId());
    }
  }

  @Test
  void nullInAList_isADecodingError() {
    server.enqueue(answer(200, "{\"endpoints\":[null]}"));
    assertThrows(NeonDecodingException.class, () -> neon.endpoints().list("p"));
  }

  @Test
  void connectionUriThatIsNone_isADecodingErrorThatShowsNothingOfIt() {
    server.enqueue(answer(201, Answers.CREATED.replace("postgresql://", "hush://")));
    NeonDecodingException e =
        assertThrows(
            NeonDecodingException.class,
            () -> neon.branches().create("p", CreateBranch.named("x")));
    assertFalse(e.getMessage().contains("hush"), e.getMessage());
  }

  @Test
  void successWithoutContentWhereSomeIsDue_isADecodingError() {
    server.enqueue(new MockResponse().setResponseCode(204));
    assertThrows(NeonDecodingException.class, () -> neon.projects().get("p"));
  }
}
