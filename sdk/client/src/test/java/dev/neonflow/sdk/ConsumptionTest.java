package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.sdk.consumption.Consumption;
import dev.neonflow.sdk.consumption.ConsumptionMetric;
import dev.neonflow.sdk.consumption.ConsumptionPeriod;
import dev.neonflow.sdk.consumption.Granularity;
import dev.neonflow.sdk.consumption.LegacyConsumption;
import dev.neonflow.sdk.consumption.LegacyConsumptionMetric;
import dev.neonflow.sdk.consumption.LegacyConsumptionPeriod;
import dev.neonflow.sdk.consumption.LegacyProjectConsumption;
import dev.neonflow.sdk.consumption.ListConsumption;
import dev.neonflow.sdk.consumption.ListLegacyConsumption;
import dev.neonflow.sdk.consumption.MetricValue;
import dev.neonflow.sdk.consumption.ProjectConsumption;
import dev.neonflow.sdk.paging.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ConsumptionTest extends WireTest {
  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-02T00:00:00Z");
  private static final ListConsumption QUERY =
      ListConsumption.of(
          "org-1",
          Granularity.DAILY,
          FROM,
          TO,
          List.of(ConsumptionMetric.COMPUTE_UNIT_SECONDS, ConsumptionMetric.EXTRA_BRANCHES_MONTH));
  private static final ListLegacyConsumption LEGACY_QUERY =
      ListLegacyConsumption.of(Granularity.HOURLY, FROM, TO);
  private static final String LINE =
      "?org_id=org-1&granularity=daily&from=2026-11-01T00%3A00%3A00Z&to=2026-11-02T00%3A00%3A00Z"
          + "&metrics=compute_unit_seconds&metrics=extra_branches_month";

  private static final String PERIOD =
      """
      {"period_id":"i","period_plan":"scale","period_start":"2026-11-01T00:00:00Z",
       "consumption":[%s]}""";
  private static final String ANSWER =
      """
      {"projects":[{"project_id":"p-1","periods":[%s,%s]}],"pagination":{"cursor":"p-1"}}""";

  @Test
  void list() throws Exception {
    String full =
        """
        {"timeframe_start":"2026-11-01T00:00:00Z","timeframe_end":"2026-11-02T00:00:00Z",
         "metrics":[{"metric_name":"compute_unit_seconds","value":9007199254740993},
          {"metric_name":"heat","value":1}]},{}""";
    server.enqueue(
        answer(
            200,
            ANSWER.formatted(
                PERIOD
                    .formatted(full)
                    .replace(
                        "\"consumption", "\"period_end\":\"2026-11-02T00:00:00Z\",\"consumption"),
                PERIOD.formatted(""))));
    Consumption used =
        new Consumption(
            FROM,
            TO,
            List.of(
                new MetricValue(ConsumptionMetric.COMPUTE_UNIT_SECONDS, 9007199254740993L),
                new MetricValue(ConsumptionMetric.UNKNOWN, 1)));
    assertEquals(
        new Page<>(
            List.of(
                new ProjectConsumption(
                    "p-1",
                    List.of(
                        new ConsumptionPeriod(
                            "i",
                            "scale",
                            FROM,
                            TO,
                            List.of(used, new Consumption(null, null, null))),
                        new ConsumptionPeriod("i", "scale", FROM, null, List.of())))),
            "p-1"),
        neon.consumption().list(QUERY));
    assertRequest("GET", "/consumption_history/v2/projects" + LINE);
  }

  @Test
  void listWithAllOptions() throws Exception {
    server.enqueue(answer(200, "{\"projects\":[]}"));
    Page<ProjectConsumption> page =
        neon.consumption().list(QUERY.projectIds(List.of("p-1", "p-2")).limit(2).cursor("c="));
    assertEquals(new Page<>(List.of(), null), page);
    assertRequest(
        "GET",
        "/consumption_history/v2/projects"
            + LINE
            + "&project_ids=p-1&project_ids=p-2&limit=2&cursor=c%3D");
  }

  @Test
  void listAll_goesOnUntilAPageIsNotFull() throws Exception {
    String page = ANSWER.formatted(PERIOD.formatted(""), PERIOD.formatted(""));
    server.enqueue(answer(200, page));
    server.enqueue(answer(200, "{\"projects\":[],\"pagination\":{\"cursor\":\"p-1\"}}"));
    assertEquals(1, neon.consumption().listAll(QUERY.limit(1).cursor("c")).stream().count());
    assertRequest("GET", "/consumption_history/v2/projects" + LINE + "&limit=1&cursor=c");
    assertRequest("GET", "/consumption_history/v2/projects" + LINE + "&limit=1&cursor=p-1");
    server.enqueue(answer(200, page));
    assertEquals(1, neon.consumption().listAll(QUERY.limit(2)).stream().count());
    assertEquals(3, server.getRequestCount());
  }

  @Test
  void listLegacy() throws Exception {
    String least =
        """
        {"timeframe_start":"2026-11-01T00:00:00Z","timeframe_end":"2026-11-02T00:00:00Z",
         "active_time_seconds":27853,"compute_time_seconds":18346,
         "written_data_bytes":1073741824,"synthetic_storage_size_bytes":5368709120""";
    String more =
        """
        ,"data_storage_bytes_hour":1,"logical_size_bytes":2,"logical_size_bytes_hour":3}""";
    server.enqueue(
        answer(
            200,
            ANSWER.formatted(PERIOD.formatted(least + "}," + least + more), PERIOD.formatted(""))));
    Duration active = Duration.ofSeconds(27853);
    Duration compute = Duration.ofSeconds(18346);
    assertEquals(
        List.of(
            new LegacyProjectConsumption(
                "p-1",
                List.of(
                    new LegacyConsumptionPeriod(
                        "i",
                        "scale",
                        FROM,
                        null,
                        List.of(
                            new LegacyConsumption(
                                FROM, TO, active, compute, 1L << 30, 5L << 30, null, null, null),
                            new LegacyConsumption(
                                FROM, TO, active, compute, 1L << 30, 5L << 30, 1L, 2L, 3L))),
                    new LegacyConsumptionPeriod("i", "scale", FROM, null, List.of())))),
        neon.consumption().listLegacy(LEGACY_QUERY).items());
    assertRequest(
        "GET",
        "/consumption_history/projects?granularity=hourly&from=2026-11-01T00%3A00%3A00Z"
            + "&to=2026-11-02T00%3A00%3A00Z");
  }

  @Test
  void listLegacyWithAllOptions() throws Exception {
    server.enqueue(answer(200, "{\"projects\":[],\"pagination\":{\"cursor\":\"x\"}}"));
    ListLegacyConsumption query =
        LEGACY_QUERY
            .orgId("org-1")
            .metrics(List.of(LegacyConsumptionMetric.LOGICAL_SIZE_BYTES_HOUR))
            .projectIds(List.of("p-1"))
            .limit(100)
            .cursor("c");
    assertEquals(0, neon.consumption().listAllLegacy(query).stream().count());
    assertRequest(
        "GET",
        "/consumption_history/projects?org_id=org-1&granularity=hourly"
            + "&from=2026-11-01T00%3A00%3A00Z&to=2026-11-02T00%3A00%3A00Z"
            + "&metrics=logical_size_bytes_hour&project_ids=p-1&limit=100&cursor=c");
  }

  @Test
  void whatCannotBeAskedFor_isRefused() {
    List<ConsumptionMetric> unknown = List.of(ConsumptionMetric.UNKNOWN);
    List<ConsumptionMetric> one = List.of(ConsumptionMetric.COMPUTE_UNIT_SECONDS);
    List<Executable> wrong =
        List.of(
            () -> ListConsumption.of("", Granularity.DAILY, FROM, TO, one),
            () -> ListConsumption.of("o", Granularity.DAILY, TO, FROM, one),
            () -> ListConsumption.of("o", Granularity.DAILY, FROM, TO, List.of()),
            () -> ListConsumption.of("o", Granularity.DAILY, FROM, TO, unknown),
            () -> ListConsumption.of("o", Granularity.UNKNOWN, FROM, TO, one),
            () -> LEGACY_QUERY.metrics(List.of(LegacyConsumptionMetric.UNKNOWN)),
            () -> QUERY.projectIds(List.of("")),
            () -> QUERY.limit(101),
            () -> LEGACY_QUERY.orgId(""),
            () -> LEGACY_QUERY.limit(0),
            () -> ListLegacyConsumption.of(Granularity.DAILY, TO, FROM));
    wrong.forEach(call -> assertThrows(IllegalArgumentException.class, call));
  }
}
