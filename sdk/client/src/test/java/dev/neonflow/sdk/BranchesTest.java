package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.BranchDeleted;
import dev.neonflow.sdk.branches.BranchSort;
import dev.neonflow.sdk.branches.BranchesApi;
import dev.neonflow.sdk.branches.CompareSchema;
import dev.neonflow.sdk.branches.CreateAnonymizedBranch;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.HistoryPoint;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.branches.MaskingRule;
import dev.neonflow.sdk.branches.RestoreBranch;
import dev.neonflow.sdk.branches.SchemaQuery;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.endpoints.CreateEndpoint;
import dev.neonflow.sdk.paging.SortOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.Test;

/** What is sent for branches. */
class BranchesTest extends WireTest {
  private static final Instant TIME = Instant.parse("2026-11-29T09:12:18.999Z");
  private static final String ONE = "/projects/p/branches/br-1";
  private static final MaskingRule RULE =
      MaskingRule.function("db", "public", "users", "email", "anon.fake_email()");
  private static final MaskingRule VALUE = MaskingRule.value("db", "public", "users", "name", "x");
  static final String RULES =
      """
      {"masking_rules":[{"database_name":"db","schema_name":"public","table_name":"users",
        "column_name":"email","masking_function":"anon.fake_email()"},
       {"database_name":"db","schema_name":"public","table_name":"users",
        "column_name":"name","masking_value":"x"}]}""";

  /** The body without the annotation that differs from one creation to the next. */
  private void assertCreation(String path, String json) throws Exception {
    RecordedRequest request = taken();
    assertEquals("POST /api/v2" + path, request.getMethod() + " " + request.getPath());
    String body = request.getBody().readUtf8();
    String own = "\"neonflow-request\":\"[0-9a-f-]{36}\"";
    assertEquals(1, body.split(own, -1).length - 1, body);
    assertEquals(tree(json), tree(body.replaceAll(own, "\"neonflow-request\":\"own\"")));
  }

  @Test
  void reads() throws Exception {
    BranchesApi branches = neon.branches();
    server.enqueue(answer(200, Answers.BRANCHES));
    branches.list("p", ListBranches.all());
    assertRequest("GET", "/projects/p/branches");
    server.enqueue(answer(200, Answers.BRANCHES));
    branches.list(
        "p",
        ListBranches.all()
            .search("preview/pr-4&2")
            .sortBy(BranchSort.CREATED_AT, SortOrder.ASCENDING)
            .limit(10)
            .cursor("c=")
            .withDeleted());
    assertRequest(
        "GET",
        "/projects/p/branches?search=preview%2Fpr-4%262&sort_by=created_at&sort_order=asc"
            + "&limit=10&cursor=c%3D&include_deleted=true");
    server.enqueue(answer(200, "{\"branch\":" + Answers.ROOT + "}"));
    branches.get("p", "br-1");
    assertRequest("GET", ONE);
    server.enqueue(answer(200, "{\"count\":3}"));
    assertEquals(3, branches.count("p"));
    assertRequest("GET", "/projects/p/branches/count");
    server.enqueue(answer(200, "{\"count\":1}"));
    assertEquals(1, branches.count("p", "pre"));
    assertRequest("GET", "/projects/p/branches/count?search=pre");
  }

  @Test
  void listAll_followsTheCursorFromWhereTheQueryStarts() throws Exception {
    server.enqueue(answer(200, Answers.BRANCHES));
    server.enqueue(answer(200, "{\"branches\":[" + Answers.ROOT + "],\"pagination\":{}}"));
    ListBranches query = ListBranches.all().limit(2).cursor("here");
    assertEquals(3, neon.branches().listAll("p", query).stream().count());
    assertRequest("GET", "/projects/p/branches?limit=2&cursor=here");
    assertRequest("GET", "/projects/p/branches?limit=2&cursor=abc");
  }

  @Test
  void find_takesTheExactNameOnly() throws Exception {
    server.enqueue(answer(200, Answers.BRANCHES));
    AnnotatedBranch found = neon.branches().find("p", "main").orElseThrow();
    assertEquals("br-dry-glade-afxk1s2p", found.branch().id());
    assertRequest("GET", "/projects/p/branches?search=main&limit=1000");
    server.enqueue(answer(200, Answers.BRANCHES));
    server.enqueue(answer(200, "{\"branches\":[],\"pagination\":{}}"));
    assertEquals(Optional.empty(), neon.branches().find("p", "mai"));
    assertThrows(IllegalArgumentException.class, () -> neon.branches().find("p", " "));
  }

  @Test
  void creation_withOnlyAName_asksForOneEndpoint() throws Exception {
    server.enqueue(answer(201, Answers.CREATED));
    neon.branches().create("p", CreateBranch.named("preview/pr-42"));
    assertCreation(
        "/projects/p/branches",
        """
        {"branch":{"name":"preview/pr-42"},"endpoints":[{"type":"read_write"}],
         "annotation_value":{"neonflow-request":"own"}}""");
  }

  @Test
  void creation_withEverything() throws Exception {
    server.enqueue(answer(201, Answers.CREATED));
    neon.branches()
        .create(
            "p",
            CreateBranch.named("x")
                .parentId("br-0")
                .parentPoint(HistoryPoint.at(TIME))
                .expiresAt(TIME)
                .protectedBranch()
                .archived()
                .initSource(InitSource.SCHEMA_ONLY)
                .annotations(Map.of("github-pr-number", "42", "neonflow-request", "copied"))
                .endpoint(
                    CreateEndpoint.readWrite()
                        .computeUnits(0.25, 2)
                        .suspendAfter(Duration.ofMinutes(5)))
                .addEndpoint(CreateEndpoint.readOnly().neverSuspend()));
    assertCreation(
        "/projects/p/branches",
        """
        {"branch":{"name":"x","parent_id":"br-0","parent_timestamp":"2026-11-29T09:12:18.999Z",
          "expires_at":"2026-11-29T09:12:18Z","protected":true,"archived":true,
          "init_source":"schema-only"},
         "endpoints":[{"type":"read_write","autoscaling_limit_min_cu":0.25,
          "autoscaling_limit_max_cu":2,"suspend_timeout_seconds":300},
          {"type":"read_only","suspend_timeout_seconds":-1}],
         "annotation_value":{"github-pr-number":"42","neonflow-request":"own"}}""");
  }

  @Test
  void creation_withNothing() throws Exception {
    server.enqueue(answer(201, Answers.CREATED));
    neon.branches().create("p", CreateBranch.unnamed().withoutEndpoint());
    assertRequest("POST", "/projects/p/branches", "{\"branch\":{},\"endpoints\":[]}");
  }

  @Test
  void anonymizedCreation() throws Exception {
    server.enqueue(answer(201, Answers.CREATED));
    server.enqueue(answer(201, Answers.CREATED));
    CreateBranch masked =
        CreateBranch.named("masked")
            .parentPoint(HistoryPoint.lsn("0/1"))
            .annotations(Map.of("a", "b"));
    neon.branches()
        .createAnonymized(
            "p",
            CreateAnonymizedBranch.of(masked)
                .maskingRules(List.of(RULE, VALUE))
                .startAnonymization());
    neon.branches()
        .createAnonymized("p", CreateAnonymizedBranch.of(CreateBranch.unnamed().withoutEndpoint()));
    String path = "/projects/p/branch_anonymized";
    assertCreation(
        path,
        """
        {"branch_create":{"branch":{"name":"masked","parent_lsn":"0/1"},
          "endpoints":[{"type":"read_write"}]},"start_anonymization":true,
         "annotation_value":{"a":"b","neonflow-request":"own"},"""
            + RULES.substring(1));
    assertRequest("POST", path, "{\"branch_create\":{\"branch\":{},\"endpoints\":[]}}");
  }

  @Test
  void creation_refusesWhatCannotBe() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      many.put("key-" + i, "v");
    }
    assertEquals(50, CreateBranch.unnamed().annotations(many).annotations().size());
    CreateBranch named = CreateBranch.named("n");
    assertThrows(IllegalArgumentException.class, () -> named.annotations(many));
    assertThrows(IllegalArgumentException.class, () -> CreateBranch.named(" "));
    assertThrows(IllegalArgumentException.class, () -> CreateBranch.named("n".repeat(257)));
    assertThrows(IllegalArgumentException.class, () -> new HistoryPoint("0/1", TIME));
    assertThrows(IllegalArgumentException.class, () -> new HistoryPoint(null, null));
  }

  @Test
  void change_keepsAbsentAndNullApart() throws Exception {
    for (int i = 0; i < 4; i++) {
      server.enqueue(answer(200, Answers.CHANGED));
    }
    neon.branches().update("p", "br-1", UpdateBranch.create());
    neon.branches().update("p", "br-1", UpdateBranch.create().name("n").protectedBranch(false));
    neon.branches().update("p", "br-1", UpdateBranch.create().expiresAt(TIME));
    neon.branches().update("p", "br-1", UpdateBranch.create().expiresAt(TIME).neverExpires());
    assertRequest("PATCH", ONE, "{\"branch\":{}}");
    assertRequest("PATCH", ONE, "{\"branch\":{\"name\":\"n\",\"protected\":false}}");
    assertRequest("PATCH", ONE, "{\"branch\":{\"expires_at\":\"2026-11-29T09:12:18Z\"}}");
    assertRequest("PATCH", ONE, "{\"branch\":{\"expires_at\":null}}");
    assertThrows(
        IllegalArgumentException.class,
        () -> CreateBranch.named("n").addEndpoint(CreateEndpoint.readWrite()));
    assertThrows(IllegalArgumentException.class, () -> CreateBranch.unnamed().parentId(" "));
    assertThrows(IllegalArgumentException.class, () -> UpdateBranch.create().name("x".repeat(257)));
    assertThrows(IllegalArgumentException.class, () -> UpdateBranch.create().name(""));
  }

  @Test
  void deletion_answersWithTheBranchOrNothing() throws Exception {
    server.enqueue(answer(200, Answers.CHANGED));
    server.enqueue(new MockResponse().setResponseCode(204));
    server.enqueue(new MockResponse().setResponseCode(204));
    assertTrue(neon.branches().delete("p", "br-1").branch().isPresent());
    assertEquals(BranchDeleted.wasNotThere(), neon.branches().delete("p", "br-1"));
    assertEquals(BranchDeleted.wasNotThere(), neon.branches().deleteForGood("p", "br-1"));
    assertRequest("DELETE", ONE);
    assertRequest("DELETE", ONE);
    assertRequest("DELETE", ONE + "?hard_delete=true");
  }

  @Test
  void restore() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.enqueue(answer(200, Answers.CHANGED));
    }
    RestoreBranch itself = RestoreBranch.from("br-1");
    RestoreBranch past = itself.at(HistoryPoint.at(TIME));
    BranchesApi branches = neon.branches();
    branches.restore("p", "br-1", RestoreBranch.from("br-0"));
    branches.restore("p", "br-1", RestoreBranch.from("br-0").at(HistoryPoint.lsn("0/1")));
    branches.restore("p", "br-1", past.preserveUnder("before"));
    String path = ONE + "/restore";
    assertRequest("POST", path, "{\"source_branch_id\":\"br-0\"}");
    assertRequest("POST", path, "{\"source_branch_id\":\"br-0\",\"source_lsn\":\"0/1\"}");
    assertRequest(
        "POST",
        path,
        """
        {"source_branch_id":"br-1","source_timestamp":"2026-11-29T09:12:18.999Z",
         "preserve_under_name":"before"}""");
    assertThrows(IllegalArgumentException.class, () -> branches.restore("p", "br-1", past));
    assertThrows(
        IllegalArgumentException.class,
        () -> branches.restore("p", "br-1", itself.preserveUnder("before")));
  }

  @Test
  void recoveryFinalizationAndDefault() throws Exception {
    BranchesApi branches = neon.branches();
    server.enqueue(
        answer(
            200, "{\"branch\":" + Answers.BRANCH + ",\"endpoints\":[" + Answers.ENDPOINT + "]}"));
    assertEquals(1, branches.recover("p", "br-1").endpoints().size());
    assertRequest("POST", ONE + "/recover");
    server.enqueue(answer(200, "{\"operations\":[]}"));
    branches.finalizeRestore("p", "br-1");
    assertRequest("POST", ONE + "/finalize_restore", "{}");
    server.enqueue(answer(200, "{\"operations\":[]}"));
    branches.finalizeRestore("p", "br-1", "old");
    assertRequest("POST", ONE + "/finalize_restore", "{\"name\":\"old\"}");
    server.enqueue(answer(200, Answers.CHANGED));
    branches.setDefault("p", "br-1");
    assertRequest("POST", ONE + "/set_as_default");
  }

  @Test
  void schemas() throws Exception {
    BranchesApi branches = neon.branches();
    for (int i = 0; i < 2; i++) {
      server.enqueue(answer(200, "{\"sql\":\"CREATE\"}"));
    }
    SchemaQuery query = SchemaQuery.of("db");
    assertEquals("CREATE", branches.schema("p", "br-1", query).sql());
    branches.schema("p", "br-1", query.at(HistoryPoint.at(TIME)).format(SchemaQuery.Format.JSON));
    assertRequest("GET", ONE + "/schema?db_name=db");
    assertRequest(
        "GET", ONE + "/schema?db_name=db&timestamp=2026-11-29T09%3A12%3A18.999Z&format=json");
    server.enqueue(answer(200, "{}"));
    server.enqueue(answer(200, "{\"diff\":\"+x\"}"));
    assertEquals("", branches.compareSchema("p", "br-1", CompareSchema.of("db")));
    CompareSchema all =
        CompareSchema.of("db")
            .at(HistoryPoint.lsn("0/1"))
            .base("br-0")
            .baseAt(HistoryPoint.at(TIME));
    assertEquals("+x", branches.compareSchema("p", "br-1", all));
    assertRequest("GET", ONE + "/compare_schema?db_name=db");
    assertRequest(
        "GET",
        ONE
            + "/compare_schema?base_branch_id=br-0&db_name=db&lsn=0%2F1"
            + "&base_timestamp=2026-11-29T09%3A12%3A18.999Z");
  }

  @Test
  void anonymization() throws Exception {
    BranchesApi branches = neon.branches();
    server.enqueue(answer(200, BranchDecodingTest.STATUS));
    branches.anonymizationStatus("p", "br-1");
    assertRequest("GET", ONE + "/anonymized_status");
    server.enqueue(answer(200, BranchDecodingTest.STATUS));
    branches.startAnonymization("p", "br-1");
    assertRequest("POST", ONE + "/anonymize");
    server.enqueue(answer(200, RULES));
    assertEquals(List.of(RULE, VALUE), branches.maskingRules("p", "br-1"));
    assertRequest("GET", ONE + "/masking_rules");
    server.enqueue(answer(200, RULES));
    branches.updateMaskingRules("p", "br-1", List.of(RULE, VALUE));
    assertRequest("PATCH", ONE + "/masking_rules", RULES);
    assertThrows(
        IllegalArgumentException.class, () -> new MaskingRule("d", "s", "t", "c", "f", "v"));
  }
}
