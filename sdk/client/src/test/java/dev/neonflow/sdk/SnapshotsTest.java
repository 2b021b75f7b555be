package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.snapshots.BackupFrequency;
import dev.neonflow.sdk.snapshots.BackupSchedule;
import dev.neonflow.sdk.snapshots.BackupScheduleItem;
import dev.neonflow.sdk.snapshots.CreateSnapshot;
import dev.neonflow.sdk.snapshots.RestoreSnapshot;
import dev.neonflow.sdk.snapshots.Snapshot;
import dev.neonflow.sdk.snapshots.UpdateSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotsTest extends WireTest {
  private static final Instant TIME = Instant.parse("2026-11-20T09:12:18.250Z");

  private static final String FULL =
      """
      {"id":"snap-1","name":"before","lsn":"0/1FA22C0","timestamp":"2026-11-20T09:12:18.250Z",
       "source_branch_id":"br-1","created_at":"2026-11-22T10:00:01Z",
       "expires_at":"2026-11-29T10:00:00Z","manual":true,"full_size":9007199254740993,
       "diff_size":0,"more":1}""";
  private static final String MINIMAL =
      "{\"id\":\"snap-2\",\"name\":\"n\",\"created_at\":\"2026-11-01T10:00:00Z\"}";
  private static final String CREATED = "{\"snapshot\":" + FULL + ",\"operations\":[]}";
  private static final String RESTORED =
      "{\"branch\":" + Answers.BRANCH + ",\"endpoints\":[],\"operations\":[]}";
  private static final MockResponse CUT =
      new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);

  @Test
  void list_readsFullAndMinimalSnapshots() throws Exception {
    server.enqueue(answer(200, "{\"snapshots\":[" + FULL + "," + MINIMAL + "]}"));
    List<Snapshot> all = neon.snapshots().list("p");
    assertRequest("GET", "/projects/p/snapshots");
    assertEquals(
        new Snapshot(
            "snap-1",
            "before",
            "0/1FA22C0",
            TIME,
            "br-1",
            Instant.parse("2026-11-22T10:00:01Z"),
            Instant.parse("2026-11-29T10:00:00Z"),
            true,
            9007199254740993L,
            0L),
        all.get(0));
    Instant made = Instant.parse("2026-11-01T10:00:00Z");
    assertEquals(
        new Snapshot("snap-2", "n", null, null, null, made, null, null, null, null), all.get(1));
  }

  @Test
  void creation_putsItsOptionsIntoTheQuery() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.enqueue(answer(200, CREATED));
    }
    neon.snapshots().create("p", "br-1", CreateSnapshot.unnamed());
    neon.snapshots().create("p", "br-1", CreateSnapshot.named("a b").at(TIME).expiresAt(TIME));
    neon.snapshots().create("p", "br-1", CreateSnapshot.named("n").at(TIME).atLsn("0/1"));
    String path = "/projects/p/branches/br-1/snapshot";
    assertRequest("POST", path);
    assertRequest(
        "POST",
        path
            + "?timestamp=2026-11-20T09%3A12%3A18.250Z&name=a%20b&expires_at=2026-11-20T09%3A12%3A18Z");
    assertRequest("POST", path + "?lsn=0%2F1&name=n");
  }

  @Test
  void otherWrites() throws Exception {
    server.enqueue(answer(200, "{\"snapshot\":" + FULL + "}"));
    server.enqueue(answer(200, "{\"snapshot\":" + FULL + "}"));
    server.enqueue(answer(202, "{\"operations\":[]}"));
    server.enqueue(answer(200, RESTORED));
    server.enqueue(answer(200, RESTORED.replace("\"endpoints\":[],", "")));
    neon.snapshots().update("p", "snap-1", UpdateSnapshot.create());
    neon.snapshots().update("p", "snap-1", UpdateSnapshot.create().name("x"));
    assertEquals(List.of(), neon.snapshots().delete("p", "snap-1"));
    neon.snapshots().restore("p", "snap-1", RestoreSnapshot.unnamed());
    assertNull(
        neon.snapshots()
            .restore(
                "p",
                "snap-1",
                RestoreSnapshot.named("r").targetBranchId("br-1").finalizeRestore(true))
            .endpoints());
    assertRequest("PATCH", "/projects/p/snapshots/snap-1", "{\"snapshot\":{}}");
    assertRequest("PATCH", "/projects/p/snapshots/snap-1", "{\"snapshot\":{\"name\":\"x\"}}");
    assertRequest("DELETE", "/projects/p/snapshots/snap-1");
    assertRequest("POST", "/projects/p/snapshots/snap-1/restore", "{}");
    assertRequest(
        "POST",
        "/projects/p/snapshots/snap-1/restore",
        "{\"name\":\"r\",\"target_branch_id\":\"br-1\",\"finalize_restore\":true}");
  }

  @Test
  void schedule_isReadAsItWasSet() throws Exception {
    BackupSchedule schedule =
        BackupSchedule.of(
            BackupScheduleItem.hourly(),
            BackupScheduleItem.daily(0).keptFor(Duration.ofDays(7)),
            BackupScheduleItem.weekly(7, 1),
            BackupScheduleItem.monthly(31, 23),
            BackupScheduleItem.yearly(12, 24, 18));
    String json =
        """
        {"schedule":[{"frequency":"hourly"},
         {"frequency":"daily","hour":0,"retention_seconds":604800},
         {"frequency":"weekly","hour":1,"day":7},{"frequency":"monthly","hour":23,"day":31},
         {"frequency":"yearly","hour":18,"day":24,"month":12}]}""";
    server.enqueue(CUT.clone());
    server.enqueue(answer(200, "{}"));
    server.enqueue(answer(200, json));
    neon.snapshots().setSchedule("p", "br-1", schedule);
    assertEquals(schedule, neon.snapshots().getSchedule("p", "br-1"));
    assertRequest("PUT", "/projects/p/branches/br-1/backup_schedule", json);
    assertRequest("PUT", "/projects/p/branches/br-1/backup_schedule", json);
    assertRequest("GET", "/projects/p/branches/br-1/backup_schedule");
  }

  @Test
  void whatCannotBeRight_isRefused() {
    BackupScheduleItem unknown =
        new BackupScheduleItem(BackupFrequency.UNKNOWN, null, null, null, null);
    for (Runnable wrong :
        List.<Runnable>of(
            () -> CreateSnapshot.named(" "),
            () -> new CreateSnapshot(null, "0/1", TIME, null),
            () -> UpdateSnapshot.create().name(""),
            () -> RestoreSnapshot.named(""),
            () -> BackupScheduleItem.daily(24),
            () -> BackupScheduleItem.weekly(8, 0),
            () -> BackupScheduleItem.monthly(0, 0),
            () -> BackupScheduleItem.yearly(13, 1, 0),
            () -> BackupScheduleItem.hourly().keptFor(Duration.ofMinutes(59)),
            () -> neon.snapshots().setSchedule("p", "br-1", BackupSchedule.of(unknown)))) {
      assertThrows(IllegalArgumentException.class, wrong::run);
    }
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void lostCreation_isDoneOnlyIfASingleNewSnapshotHasTheName() {
    CreateSnapshot named = CreateSnapshot.named("before");
    server.enqueue(CUT.clone());
    server.enqueue(answer(200, "{\"snapshots\":[" + MINIMAL + "," + FULL + "]}"));
    assertEquals("snap-1", neon.snapshots().create("p", "br-1", named).snapshot().id());
    for (String found :
        List.of(
            "",
            MINIMAL,
            FULL + "," + FULL,
            FULL.replace("\"br-1\"", "\"br-2\""),
            FULL.replace("2026-11-22T10:00:01Z", "2026-11-22T09:57:59Z"))) {
      int before = server.getRequestCount();
      server.enqueue(CUT.clone());
      server.enqueue(answer(200, "{\"snapshots\":[" + found + "]}"));
      AmbiguousWriteException e =
          assertThrows(
              AmbiguousWriteException.class, () -> neon.snapshots().create("p", "br-1", named));
      assertTrue(e.lookAt().contains("newest snapshots of branch br-1"), e.lookAt());
      assertEquals(before + 2, server.getRequestCount());
    }
  }

  @Test
  void lostChangeAndDeletion_areReadBack() {
    UpdateSnapshot rename = UpdateSnapshot.create().name("before");
    server.enqueue(CUT.clone());
    server.enqueue(answer(200, "{\"snapshots\":[" + FULL + "]}"));
    assertEquals("snap-1", neon.snapshots().update("p", "snap-1", rename).id());
    server.enqueue(CUT.clone());
    server.enqueue(answer(200, "{\"snapshots\":[" + FULL + "]}"));
    server.enqueue(CUT.clone());
    server.enqueue(answer(200, "{\"snapshots\":[]}"));
    assertEquals(List.of(), neon.snapshots().delete("p", "snap-1"));
    server.enqueue(CUT.clone());
    server.enqueue(answer(200, "{\"snapshots\":[]}"));
    server.enqueue(error(404, "", "no such snapshot"));
    server.enqueue(answer(200, "{\"snapshots\":[]}"));
    assertThrows(NotFoundException.class, () -> neon.snapshots().update("p", "snap-1", rename));
  }

  @ParameterizedTest
  @CsvSource({
    // name, finalize, found in the list, outcome
    "r,    false, r/snap-1/br-1/now,                 done",
    "r,    false, r2/snap-1/br-1/now,                again",
    "r,    false, r/snap-2/br-1/now,                 unknown",
    "r,    false, r/snap-1/br-1/old,                 unknown",
    "r,    true,  main/snap-1/br-1/now,              done",
    ",     true,  main/snap-1/br-1/now,              done",
    ",     true,  main/snap-1/br-2/now,              unknown",
    ",     true,  main/snap-1/br-1/old,              unknown",
    ",     true,  main/snap-1/br-1/now m/snap-1/br-1/now, unknown",
    ",     true,  main/snap-2/br-1/now,              unknown",
  })
  void lostRestore_isDoneIfTheBranchIsFound(
      String name, boolean finalize, String found, String outcome) {
    RestoreSnapshot request =
        name == null ? RestoreSnapshot.unnamed() : RestoreSnapshot.named(name);
    RestoreSnapshot restore = request.targetBranchId("br-1").finalizeRestore(finalize);
    StringBuilder branches = new StringBuilder();
    for (String one : found.split(" ")) {
      String[] part = one.split("/");
      branches
          .append(branches.isEmpty() ? "" : ",")
          .append(
              Answers.BRANCH
                  .replace("preview/pr-42", part[0])
                  .replace(
                      "\"created_at\":\"2026-11-22T09:12:18Z\"",
                      "\"restored_from\":\"%s\",\"restored_as\":\"%s\",\"created_at\":\"2026-11-22T%s\""
                          .formatted(
                              part[1],
                              part[2],
                              part[3].equals("now") ? "09:58:00Z" : "09:57:59Z")));
    }
    server.enqueue(CUT.clone());
    server.enqueue(answer(200, "{\"branches\":[" + branches + "]}"));
    server.enqueue(answer(200, RESTORED));
    if (outcome.equals("unknown")) {
      assertThrows(
          AmbiguousWriteException.class, () -> neon.snapshots().restore("p", "snap-1", restore));
      assertEquals(2, server.getRequestCount());
    } else {
      var restored = neon.snapshots().restore("p", "snap-1", restore);
      assertEquals("br-curly-wave-af4i4oeu", restored.branch().id());
      assertEquals(outcome.equals("done"), restored.endpoints() == null);
    }
  }

  @Test
  void lostRestoreWithoutAName_isAmbiguousAtOnce() {
    server.enqueue(CUT.clone());
    assertThrows(
        AmbiguousWriteException.class,
        () -> neon.snapshots().restore("p", "snap-1", RestoreSnapshot.unnamed()));
    assertEquals(1, server.getRequestCount());
  }
}
