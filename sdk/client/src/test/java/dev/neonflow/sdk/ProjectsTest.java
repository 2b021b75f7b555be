package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.endpoints.PreloadLibraries;
import dev.neonflow.sdk.endpoints.Provisioner;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.projects.AllowedIps;
import dev.neonflow.sdk.projects.ApplicationType;
import dev.neonflow.sdk.projects.AuditLogLevel;
import dev.neonflow.sdk.projects.CreateProject;
import dev.neonflow.sdk.projects.DefaultEndpointSettings;
import dev.neonflow.sdk.projects.FirstBranch;
import dev.neonflow.sdk.projects.ListProjects;
import dev.neonflow.sdk.projects.ListSharedProjects;
import dev.neonflow.sdk.projects.MaintenanceWindow;
import dev.neonflow.sdk.projects.Project;
import dev.neonflow.sdk.projects.ProjectCreated;
import dev.neonflow.sdk.projects.ProjectListItem;
import dev.neonflow.sdk.projects.ProjectPage;
import dev.neonflow.sdk.projects.ProjectPermissionLevel;
import dev.neonflow.sdk.projects.ProjectQuota;
import dev.neonflow.sdk.projects.ProjectSettings;
import dev.neonflow.sdk.projects.SubscriptionType;
import dev.neonflow.sdk.projects.UpdateProject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ProjectsTest extends WireTest {
  private static final String ONE = "{\"project\":" + Answers.PROJECT + "}";
  private static final String CHANGED = "{\"project\":" + Answers.PROJECT + ",\"operations\":[]}";

  private static final String SETTINGS =
      """
      {"quota":{"active_time_seconds":1,"compute_time_seconds":2,"written_data_bytes":3,
        "data_transfer_bytes":4,"logical_size_bytes":5},
       "allowed_ips":{"ips":["10.0.0.0/8"],"protected_branches_only":true},
       "enable_logical_replication":true,
       "maintenance_window":{"weekdays":[1,7],"start_time":"02:00","end_time":"03:30"},
       "block_public_connections":true,"block_vpc_connections":false,
       "audit_log_level":"extended","hipaa":true,
       "preload_libraries":{"use_defaults":false,"enabled_libraries":["pg_cron"]}}""";

  private static final String DEFAULTS =
      """
      {"pg_settings":{"work_mem":"64MB"},"autoscaling_limit_min_cu":0.25,
       "autoscaling_limit_max_cu":2,"suspend_timeout_seconds":300}""";

  private static final String FULL =
      Answers.PROJECT.replaceFirst(
          "^\\{",
          "{\"settings\":"
              + SETTINGS
              + ",\"default_endpoint_settings\":"
              + DEFAULTS
              + """
              ,"owner":{"email":"a@b.c","name":"Ann","branches_limit":10,
                "subscription_type":"launch_v3"},"effective_project_permission":"CAN_EDIT",
               "maintenance_scheduled_for":"2026-12-01T00:00:00Z","synthetic_storage_size":9,
               "compute_last_active_at":"2026-11-02T00:00:00Z","org_name":"Shop",
               "deleted_at":"2026-11-03T00:00:00Z","recoverable_until":"2026-11-10T00:00:00Z",
              """);

  private static ProjectSettings settings() {
    return ProjectSettings.create()
        .quota(
            ProjectQuota.create()
                .activeTimeSeconds(1)
                .computeTimeSeconds(2)
                .writtenDataBytes(3)
                .dataTransferBytes(4)
                .logicalSizeBytes(5))
        .allowedIps(AllowedIps.only(List.of("10.0.0.0/8")).protectedBranchesOnly(true))
        .withLogicalReplication()
        .maintenanceWindow(
            MaintenanceWindow.of(
                Set.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY),
                LocalTime.of(2, 0, 59),
                LocalTime.of(3, 30)))
        .blockPublicConnections(true)
        .blockVpcConnections(false)
        .auditLogLevel(AuditLogLevel.EXTENDED)
        .hipaa(true)
        .preloadLibraries(PreloadLibraries.only(List.of("pg_cron")));
  }

  private static DefaultEndpointSettings defaults() {
    return DefaultEndpointSettings.create()
        .pgSettings(Map.of("work_mem", "64MB"))
        .computeUnits(0.25, 2)
        .suspendAfter(Duration.ofMinutes(5));
  }

  @Test
  void lists_sendWhatTheQuerySays() throws Exception {
    for (int i = 0; i < 4; i++) {
      server.enqueue(answer(200, Answers.NO_PROJECTS));
    }
    Duration timeout = Duration.ofSeconds(2);
    neon.projects().list(ListProjects.all());
    neon.projects()
        .list(
            ListProjects.all()
                .search("a b")
                .orgId("org-1")
                .limit(2)
                .cursor("c")
                .timeout(timeout)
                .recoverable(true));
    neon.projects().listShared(ListSharedProjects.all());
    neon.projects()
        .listShared(ListSharedProjects.all().search("s").limit(3).cursor("d").timeout(timeout));
    assertRequest("GET", "/projects");
    assertRequest(
        "GET",
        "/projects?search=a%20b&org_id=org-1&limit=2&cursor=c&timeout=2000&recoverable=true");
    assertRequest("GET", "/projects/shared");
    assertRequest("GET", "/projects/shared?search=s&limit=3&cursor=d&timeout=2000");
  }

  @Test
  void pageOfNothingButUnavailableProjects_doesNotEndTheList() {
    String unavailable =
        ",\"unavailable_project_ids\":[\"p-2\"],\"pagination\":{\"cursor\":\"%s\"}}";
    String none = Answers.NO_PROJECTS.replaceFirst("}$", "");
    server.enqueue(answer(200, Answers.PROJECTS));
    server.enqueue(answer(200, none + unavailable.formatted("c")));
    server.enqueue(answer(200, Answers.PROJECTS.replace("\"last\"", "\"d\"")));
    server.enqueue(answer(200, Answers.NO_PROJECTS));
    assertEquals(2, neon.projects().listAll(ListProjects.all()).stream().count());
  }

  @Test
  void pageWithUnavailableProjects_namesThemAndIsNotTheLast() {
    server.enqueue(
        answer(
            200,
            "{\"projects\":["
                + FULL
                + "],\"unavailable_project_ids\":[\"p-2\"],\"pagination\":{\"cursor\":\"c\"},"
                + "\"applications\":{\"p-1\":[\"github\",\"new\"]},"
                + "\"integrations\":{\"p-1\":[\"datadog\"]}}"));
    ProjectPage page = neon.projects().list(ListProjects.all().limit(2));
    assertEquals(Optional.of("c"), page.next());
    assertEquals(List.of("p-2"), page.unavailableProjectIds());
    assertEquals(
        Map.of("p-1", List.of(ApplicationType.GITHUB, ApplicationType.UNKNOWN)),
        page.applications());
    assertEquals(Map.of("p-1", List.of(ApplicationType.DATADOG)), page.integrations());
    ProjectListItem item = page.items().get(0);
    assertEquals("Shop", item.orgName());
    assertEquals(Duration.ofSeconds(7), item.activeTime());
    assertEquals(Instant.parse("2026-11-03T00:00:00Z"), item.deletedAt());
    assertEquals(Instant.parse("2026-11-10T00:00:00Z"), item.recoverableUntil());
    assertEquals(settings(), item.settings());
  }

  @Test
  void allProjects_areWalkedPageAfterPage() throws Exception {
    for (int i = 0; i < 2; i++) {
      server.enqueue(answer(200, Answers.PROJECTS));
      server.enqueue(answer(200, Answers.NO_PROJECTS));
    }
    assertEquals(1, neon.projects().listAll(ListProjects.all().search("x")).stream().count());
    assertEquals(1, neon.projects().listAllShared(ListSharedProjects.all()).stream().count());
    assertRequest("GET", "/projects?search=x");
    assertRequest("GET", "/projects?search=x&cursor=last");
    assertRequest("GET", "/projects/shared");
    assertRequest("GET", "/projects/shared?cursor=last");
  }

  @Test
  void project_isReadWithEverythingAndWithLittle() {
    server.enqueue(answer(200, "{\"project\":" + FULL + "}"));
    server.enqueue(answer(200, ONE));
    Project full = neon.projects().get("p");
    assertEquals(settings(), full.settings());
    assertEquals(defaults(), full.defaultEndpointSettings());
    assertEquals(SubscriptionType.LAUNCH_V3, full.owner().subscriptionType());
    assertEquals(ProjectPermissionLevel.CAN_EDIT, full.effectiveProjectPermission());
    assertEquals(Provisioner.K8S_NEONVM, full.provisioner());
    assertEquals(Duration.ofDays(1), full.historyRetention());
    assertEquals(Duration.ofSeconds(3), full.computeTime());
    assertEquals(5_000_000_000L, full.dataStorageBytesHour());
    assertEquals(9L, full.syntheticStorageSize());
    Project little = neon.projects().get("p");
    assertNull(little.settings());
    assertNull(little.owner());
    assertNull(little.effectiveProjectPermission());
  }

  @Test
  void creation_sendsWhatIsSetAndAnswersWithEverything() throws Exception {
    String created =
        Answers.CREATED
            .replaceFirst("^\\{", "{\"project\":" + Answers.PROJECT + ",")
            .replace(
                "\"name\":\"neondb_owner\"", "\"name\":\"neondb_owner\",\"password\":\"hush\"");
    server.enqueue(answer(201, created));
    server.enqueue(answer(201, created));
    ProjectCreated answer = neon.projects().create(CreateProject.unnamed());
    neon.projects()
        .create(
            CreateProject.named("shop")
                .regionId("aws-eu-central-1")
                .pgVersion(17)
                .orgId("org-1")
                .branch(
                    FirstBranch.create()
                        .name("main")
                        .roleName("r")
                        .databaseName("d")
                        .annotations(Map.of("k", "v")))
                .defaultEndpointSettings(defaults())
                .settings(settings())
                .provisioner(Provisioner.K8S_NEONVM)
                .storePasswords(false)
                .historyRetention(Duration.ofDays(7)));
    assertEquals("shop", answer.project().name());
    assertEquals("preview/pr-42", answer.branch().name());
    assertEquals(1, answer.endpoints().size());
    assertEquals("hush", answer.roles().get(0).password().reveal());
    assertEquals("neondb", answer.databases().get(0).name());
    assertEquals("npg_p@ss", answer.connectionUris().get(0).password().reveal());
    assertEquals(2, answer.operations().size());
    assertFalse(answer.toString().contains("hush") || answer.toString().contains("npg_p"));
    assertRequest("POST", "/projects", "{\"project\":{}}");
    assertRequest(
        "POST",
        "/projects",
        """
        {"project":{"name":"shop","region_id":"aws-eu-central-1","pg_version":17,"org_id":"org-1",
         "branch":{"name":"main","role_name":"r","database_name":"d","annotations":{"k":"v"}},
         "default_endpoint_settings":%s,"settings":%s,"provisioner":"k8s-neonvm",
         "store_passwords":false,"history_retention_seconds":604800}}"""
            .formatted(DEFAULTS, SETTINGS));
  }

  @Test
  void change_sendsOnlyWhatIsSet() throws Exception {
    server.enqueue(answer(200, CHANGED));
    server.enqueue(answer(200, CHANGED));
    assertEquals("shop", neon.projects().update("p", UpdateProject.create()).project().name());
    neon.projects()
        .update(
            "p",
            UpdateProject.create()
                .name("n")
                .settings(ProjectSettings.create().allowedIps(AllowedIps.everybody()))
                .defaultEndpointSettings(DefaultEndpointSettings.create().neverSuspend())
                .historyRetention(Duration.ZERO));
    assertRequest("PATCH", "/projects/p", "{\"project\":{}}");
    assertRequest(
        "PATCH",
        "/projects/p",
        """
        {"project":{"name":"n","settings":{"allowed_ips":{"ips":[]}},
         "default_endpoint_settings":{"suspend_timeout_seconds":-1},
         "history_retention_seconds":0}}""");
  }

  @Test
  void deletionAndLibraries() throws Exception {
    server.enqueue(answer(200, ONE));
    server.enqueue(
        answer(
            200,
            """
            {"libraries":[{"library_name":"pg_cron","description":"Jobs","is_default":true,
             "is_experimental":false,"version":"1.6"}]}"""));
    server.enqueue(answer(200, "{}"));
    assertEquals("shop", neon.projects().delete("p").orElseThrow().name());
    var library = neon.projects().availablePreloadLibraries("p").get(0);
    assertEquals("pg_cron", library.libraryName());
    assertTrue(library.isDefault() && !library.isExperimental());
    assertEquals(List.of(), neon.projects().availablePreloadLibraries("p"));
    assertRequest("DELETE", "/projects/p");
    assertRequest("GET", "/projects/p/available_preload_libraries");
    assertRequest("GET", "/projects/p/available_preload_libraries");
  }

  @Test
  void lostAnswerOfADeletionOfAProjectThatIsGone_isSuccess() {
    server.enqueue(cut());
    server.enqueue(error(404, "", "project not found"));
    assertEquals(Optional.empty(), neon.projects().delete("p"));
  }

  @Test
  void lostAnswerOfAChange_isFoundOutByComparing() throws Exception {
    UpdateProject change =
        UpdateProject.create()
            .settings(settings())
            .defaultEndpointSettings(defaults())
            .historyRetention(Duration.ofDays(1));
    server.enqueue(cut());
    server.enqueue(answer(200, "{\"project\":" + FULL + "}"));
    assertEquals(List.of(), neon.projects().update("p", change).operations());
    assertEquals(2, server.getRequestCount());
    List<String> differences =
        List.of(
            "\"data_transfer_bytes\":4",
            "10.0.0.0/8",
            "03:30",
            "extended",
            "pg_cron",
            "64MB",
            "\"suspend_timeout_seconds\":300",
            "\"history_retention_seconds\":86400");
    for (String difference : differences) {
      int before = server.getRequestCount();
      String other =
          FULL.replace(difference, difference.substring(0, difference.length() - 1) + "9");
      assertFalse(other.equals(FULL), difference);
      server.enqueue(cut());
      server.enqueue(answer(200, "{\"project\":" + other + "}"));
      server.enqueue(answer(200, CHANGED));
      neon.projects().update("p", change);
      assertEquals(before + 3, server.getRequestCount(), difference);
    }
  }

  @Test
  void lostAnswerOfACreation_isAmbiguous() {
    server.enqueue(cut());
    AmbiguousWriteException e =
        assertThrows(
            AmbiguousWriteException.class,
            () -> neon.projects().create(CreateProject.named("shop")));
    assertTrue(e.getMessage().contains("the projects named shop"), e.getMessage());
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void whatCannotBeRight_isRefused() {
    ProjectSettings unknown = ProjectSettings.create().auditLogLevel(AuditLogLevel.UNKNOWN);
    List<Executable> wrong =
        List.of(
            () -> CreateProject.named(" "),
            () -> CreateProject.named("x".repeat(257)),
            () -> CreateProject.unnamed().provisioner(Provisioner.UNKNOWN),
            () -> CreateProject.unnamed().historyRetention(Duration.ofDays(31)),
            () -> UpdateProject.create().settings(unknown),
            () -> UpdateProject.create().name(""),
            () -> FirstBranch.create().name(""),
            () -> FirstBranch.create().databaseName(""),
            () -> CreateProject.unnamed().pgVersion(13),
            () -> CreateProject.unnamed().orgId(" "),
            () -> ListProjects.all().limit(401),
            () -> ListSharedProjects.all().limit(0),
            () -> DefaultEndpointSettings.create().computeUnits(0.2, 1),
            () -> AllowedIps.only(List.of()),
            () -> ProjectQuota.create().writtenDataBytes(-1),
            () -> MaintenanceWindow.of(Set.of(), LocalTime.MIN, LocalTime.NOON),
            () -> DefaultEndpointSettings.create().computeUnits(2, 1),
            () -> DefaultEndpointSettings.create().suspendAfter(Duration.ZERO),
            () -> ListProjects.all().timeout(Duration.ofMillis(99)),
            () -> ListSharedProjects.all().timeout(Duration.ofSeconds(31)));
    for (int i = 0; i < wrong.size(); i++) {
      assertThrows(IllegalArgumentException.class, wrong.get(i), "number " + i);
    }
    assertEquals(0, server.getRequestCount());
  }

  private static MockResponse cut() {
    return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
  }
}
